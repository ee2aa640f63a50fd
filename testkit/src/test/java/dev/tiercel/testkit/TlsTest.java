package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    private static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void create() {
        certificates = Certificates.create(directory);
    }

    @Test
    void server_speaksTls_andNothingElse() throws Exception {
        try (RedisServer redis = start(certificates, false)) {
            assertThat(redis.uri()).isEqualTo("rediss://127.0.0.1:" + redis.port());
            assertThat(redis.command("PING")).isEqualTo("PONG");
            assertThat(ping(redis, "127.0.0.1", anonymous(certificates.ca()))).isEqualTo("+PONG");
            assertThat(ping(redis, "localhost", anonymous(certificates.ca()))).isEqualTo("+PONG");
            try (Socket plain = new Socket("127.0.0.1", redis.port())) {
                plain.setSoTimeout(5_000);
                plain.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(plain.getInputStream().readAllBytes()).asString().doesNotContain("PONG");
            } catch (SocketException reset) {
                // Just as good.
            }
        }
    }

    @Test
    void authorityThatSignedNothing_isNotEnough() {
        try (RedisServer redis = start(certificates, false)) {
            assertThatThrownBy(() -> ping(redis, "127.0.0.1", anonymous(certificates.otherCa())))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("path");
        }
    }

    @Test
    void expiredServer_starts_andIsRefusedByClients() {
        try (RedisServer redis = start(certificates.withExpiredServer(), false)) {
            assertThat(redis.command("PING")).isEqualTo("PONG");
            assertThatThrownBy(() -> ping(redis, "127.0.0.1", anonymous(certificates.ca())))
                    .isInstanceOf(SSLException.class)
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
        }
    }

    @Test
    void clientCertificate_isDemanded() throws Exception {
        try (RedisServer redis = start(certificates, true)) {
            assertThat(redis.command("PING")).isEqualTo("PONG");
            // TLS 1.3 tells the client of the refusal only when it reads.
            assertThatThrownBy(() -> ping(redis, "127.0.0.1", anonymous(certificates.ca())))
                    .isInstanceOf(IOException.class);
            SSLContext known =
                    Tls.context(certificates.ca(), certificates.clientCertificate(), certificates.clientKey());
            assertThat(ping(redis, "127.0.0.1", known)).isEqualTo("+PONG");
        }
    }

    @Test
    void restart_keepsTls() throws Exception {
        try (RedisServer redis = start(certificates, false)) {
            redis.restart();
            assertThat(ping(redis, "127.0.0.1", anonymous(certificates.ca()))).isEqualTo("+PONG");
        }
    }

    @Test
    void certificates_areNotMadeIntoNowhere() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> Certificates.create(nowhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("create it");
    }

    private static RedisServer start(Certificates certificates, boolean requireClientCertificate) {
        return RedisServer.start(RedisServer.Options.DEFAULT.withTls(certificates, requireClientCertificate));
    }

    /** A context that trusts the file's authority and shows no certificate. */
    private static SSLContext anonymous(Path authority) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (var in = Files.newInputStream(authority)) {
            trust.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trusts = TrustManagerFactory.getInstance("PKIX");
        trusts.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[0], trusts.getTrustManagers(), null);
        return context;
    }

    private static String ping(RedisServer redis, String host, SSLContext context) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, redis.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            if (answer.length < 5) {
                throw new IOException("cut");
            }
            return new String(answer, StandardCharsets.US_ASCII);
        }
    }
}
