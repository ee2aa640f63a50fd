package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.NodeState;
import dev.tiercel.testkit.Certificates;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServer.Options;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to Redis: right, wrong, and set right while the application runs. */
class TlsTest {
    @TempDir
    static Path directory;

    private static Certificates certificates;

    @AutoClose
    private final Rig rig = new Rig();

    @BeforeAll
    static void makeCertificates() {
        certificates = Certificates.create(directory);
    }

    private static String ca(Path file) {
        return "redis.tls-ca-file=" + file;
    }

    private static void replace(Path file, Path by) throws Exception {
        Path whole = Files.copy(by, file.resolveSibling(file.getFileName() + ".new"));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One line, however many attempts there were. */
    private RedisStore refused(RedisConfig config, String reason) {
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        rig.awaitUnavailable(reason);
        Rig.awaitAttempts(store, 3);
        assertThat(l2.isUsable()).isFalse();
        assertThat(at(l2, "tiercel:k")).isNull();
        assertThat(rig.lines()).hasSize(1);
        return store;
    }

    private RedisConfig config(RedisServer server, String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = "redis.topology=standalone";
        System.arraycopy(settings, 0, all, 1, settings.length);
        return Rig.config(server.uri(), all);
    }

    @Test
    void trustedByCaFile_serves() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        Rig.assertServes(rig.l2(server.uri(), ca(certificates.ca())));
        assertThat(rig.warnings()).isEmpty();
    }

    @Test
    void unknownCa_isSaid_andTheRightFileIsTakenWithoutARestart() throws Exception {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        Path file = Files.copy(certificates.otherCa(), directory.resolve("swapped-ca.crt"));
        RedisConfig config = config(server, ca(file));
        RedisStore store = refused(
                config, "TLS: the server's certificate is signed by nobody we trust; set redis.tls-ca-file to its CA");
        replace(file, certificates.ca());
        Rig.soon().until(store::isUsable);
    }

    @Test
    void caOfTheJvm_doesNotDoForAPrivateOne() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        refused(
                config(server),
                "TLS: the server's certificate is signed by nobody we trust; set redis.tls-ca-file to its CA");
    }

    @Test
    void expiredCertificate_isSaid_andItsSuccessorTaken() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates.withExpiredServer()));
        RedisStore store = refused(config(server, ca(certificates.ca())), "TLS: the server's certificate has expired");
        server.close();
        rig.server(Options.DEFAULT.withPort(server.port()).withTls(certificates));
        Rig.soon().until(store::isUsable);
    }

    @Test
    void otherHostName_isSaid() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        RedisConfig config = Rig.config(
                "rediss://cache1.example:" + server.port(), "redis.topology=standalone", ca(certificates.ca()));
        RedisStore store = rig.store(config, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        rig.l2(config, store);
        rig.awaitUnavailable("TLS: the server's certificate is for another host name");
        Rig.awaitAttempts(store, 3);
        assertThat(rig.lines()).hasSize(1);
    }

    /** As those of clouds do: the certificates name hosts, and the nodes are known to each other by addresses. */
    @Test
    void nodesOfACluster_areReachedByTheNamesThatTheyAnnounce() {
        RedisServer server = rig.server(Options.DEFAULT
                .withTls(certificates)
                .withConfig("cluster-enabled yes", "tls-cluster yes", "cluster-announce-hostname localhost"));
        server.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        RedisConfig config = Rig.config(server.uri(), "redis.topology=cluster", ca(certificates.ca()));
        RedisStore store = rig.store(config);
        Rig.assertServes(rig.l2(config, store));
        assertThat(store.nodes()).extracting(NodeState::name).containsExactly("localhost:" + server.port());
        assertThat(rig.warnings())
                .as("until the node knows that it is all of the cluster, which takes it two seconds")
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(line -> line.contains("unavailable (CLUSTERDOWN)"));
    }

    @Test
    void withoutVerification_anyCertificateIsTaken() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates.withExpiredServer()));
        Rig.assertServes(rig.l2(server.uri(), "redis.tls-verify=false"));
    }

    @Test
    void clientCertificate_opens() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates, true));
        Rig.assertServes(rig.l2(
                server.uri(),
                ca(certificates.ca()),
                "redis.tls-certificate-file=" + certificates.clientCertificate(),
                "redis.tls-key-file=" + certificates.clientKey()));
    }

    @Test
    void missingClientCertificate_isSaid() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates, true));
        refused(
                config(server, ca(certificates.ca())),
                "TLS: the server asks for a client certificate; set redis.tls-certificate-file and redis.tls-key-file");
    }

    @Test
    void strangersClientCertificate_isSaid() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates, true));
        refused(
                config(
                        server,
                        ca(certificates.ca()),
                        "redis.tls-certificate-file=" + certificates.otherCa(),
                        "redis.tls-key-file=" + certificates.clientKey()),
                "TLS: the server does not take our certificate; look at redis.tls-certificate-file");
    }

    @Test
    void tlsToAPlainPort_isSaid() {
        RedisServer server = rig.server();
        RedisConfig config = Rig.config(
                "rediss://127.0.0.1:" + server.port(),
                "redis.topology=standalone",
                "redis.connect-timeout=150ms",
                ca(certificates.ca()));
        refused(config, "TLS: no answer; is it hung, or does it speak no TLS on this port?");
    }

    @Test
    void plainToATlsPort_isSaid() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        RedisConfig config = Rig.config("redis://127.0.0.1:" + server.port(), "redis.topology=standalone");
        refused(config, "disconnected at once; is it a proxy without a server, or does it want TLS (redis.tls)?");
    }

    @Test
    void fileThatGoesAndComes_isSaidAndTakenAgain() throws Exception {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        Path file = Files.copy(certificates.ca(), directory.resolve("gone-ca.crt"));
        RedisConfig config = config(server, ca(file));
        Files.delete(file);
        RedisStore store = refused(config, "TLS: redis.tls-ca-file cannot be read: NoSuchFileException");
        Files.writeString(file, "no certificate");
        Rig.awaitAttempts(store, 3);
        assertThat(store.isUsable()).isFalse();
        replace(file, certificates.ca());
        Rig.soon().until(store::isUsable);
    }

    @Test
    void fileThatIsNoCertificate_isSaid() throws Exception {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates));
        Path file = Files.writeString(directory.resolve("broken-ca.crt"), "no certificate");
        refused(
                config(server, ca(file)),
                "TLS: redis.tls-ca-file, -certificate-file or -key-file holds nothing of use; allowed: PEM, a key as"
                        + " PKCS#8 and not encrypted");
    }

    @Test
    void foundByItself_saysTheSame() {
        RedisServer server = rig.server(Options.DEFAULT.withTls(certificates, true));
        rig.l2(server.uri(), ca(certificates.ca()));
        rig.awaitUnavailable(
                "TLS: the server asks for a client certificate; set redis.tls-certificate-file and redis.tls-key-file");
        assertThat(rig.lines()).hasSize(1);
    }
}
