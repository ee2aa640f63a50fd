package dev.tiercel.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Certificates for tests of TLS, valid for {@code localhost} and {@code 127.0.0.1}, as PEM files that redis-server,
 * Lettuce and OpenSSL read. Keys are unencrypted PKCS#8, on the curve P-256, and worth nothing outside a test. Immutable.
 *
 * <pre>{@code
 * Certificates certificates = Certificates.create(directory);
 * try (RedisServer redis = RedisServer.start(RedisServer.Options.DEFAULT.withTls(certificates))) {
 *     connect(redis.uri(), certificates.ca());
 * }
 * }</pre>
 *
 * @param ca the authority that signed the certificates
 * @param serverCertificate for a server
 * @param serverKey its key
 * @param clientCertificate for a client, where the server demands one
 * @param clientKey its key
 * @param otherCa an authority that signed none of these: a client that trusts only this one has to refuse
 */
public record Certificates(
        Path ca, Path serverCertificate, Path serverKey, Path clientCertificate, Path clientKey, Path otherCa) {

    private static final String EXPIRED = "expired";
    private static final String EXPIRED_DATES = "-startdate -10d -validity 5";
    private static final String SERVER = "-signer ca -ext san=dns:localhost,ip:127.0.0.1 -ext eku=serverAuth";

    /**
     * Makes all of them anew in an existing directory, by the JDK's keytool: {@code ca.crt}, {@code server.crt},
     * {@code server.key} and so on. Takes about two seconds, so share them between tests.
     */
    public static Certificates create(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("[" + directory + "] is not a directory: create it");
        }
        Path work = temporary();
        try {
            Keytool keytool = new Keytool(work);
            keytool.authority("ca");
            keytool.authority("other-ca");
            keytool.pair("server", SERVER);
            keytool.pair(EXPIRED, SERVER + " " + EXPIRED_DATES);
            keytool.pair("client", "-signer ca -ext eku=clientAuth");
            keytool.export(directory, List.of("ca", "other-ca"), List.of("server", EXPIRED, "client"));
            return in(directory);
        } finally {
            Keytool.delete(work);
        }
    }

    /** The same, but the server's certificate has expired five days ago. */
    public Certificates withExpiredServer() {
        Path expired = serverCertificate.resolveSibling(EXPIRED + ".crt");
        Path key = serverCertificate.resolveSibling(EXPIRED + ".key");
        return new Certificates(ca, expired, key, clientCertificate, clientKey, otherCa);
    }

    private static Certificates in(Path directory) {
        return new Certificates(
                directory.resolve("ca.crt"),
                directory.resolve("server.crt"),
                directory.resolve("server.key"),
                directory.resolve("client.crt"),
                directory.resolve("client.key"),
                directory.resolve("other-ca.crt"));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tiercel-certificates-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
