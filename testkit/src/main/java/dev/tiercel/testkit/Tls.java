package dev.tiercel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a server speaks TLS, and how the kit's own connections do.
 *
 * @param clientCertificateRequired a client without a certificate of the authority is refused
 */
public record Tls(Certificates certificates, boolean clientCertificateRequired) {

    /** Lines for redis.conf that put TLS in the place of the plain port. */
    List<String> configuration(int port) {
        return List.of(
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + RedisLauncher.quoted(absolute(certificates.serverCertificate())),
                "tls-key-file " + RedisLauncher.quoted(absolute(certificates.serverKey())),
                "tls-ca-cert-file " + RedisLauncher.quoted(absolute(certificates.ca())),
                "tls-auth-clients " + (clientCertificateRequired ? "yes" : "no"));
    }

    /** For the kit's own connections. They trust the server's very certificate, so that an expired one starts too. */
    SSLContext ownContext() {
        return context(certificates.serverCertificate(), certificates.clientCertificate(), certificates.clientKey());
    }

    /** A context that trusts what the first file says, and shows the certificate. */
    static SSLContext context(Path trusted, Path certificate, Path key) {
        try {
            KeyStore trust = emptyStore();
            trust.setCertificateEntry("trusted", certificate(trusted));
            TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
            trusts.init(trust);

            KeyStore own = emptyStore();
            Certificate[] chain = {certificate(certificate)};
            byte[] encoded =
                    Base64.getMimeDecoder().decode(Files.readString(key).replaceAll("-----[A-Z ]+-----", ""));
            own.setKeyEntry(
                    "own",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    new char[0],
                    chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, new char[0]);

            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new RedisServerException(
                    "cannot read the certificates beside [" + trusted + "]: make them by Certificates.create", e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }
}
