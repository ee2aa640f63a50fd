package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTlsTest {
    private static final String ADVICE = "; name a PEM file that this process can read";

    @TempDir
    Path directory;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void everything_reachesItsPlace() throws IOException {
        Path ca = write("ca.pem", "x");
        Path certificate = write("c.pem", "x");
        Path key = write("k.pem", "x");

        assertThat(Sources.none()
                        .environment("REDIS_TLS", "true")
                        .environment("TIERCEL_REDIS_TLS_VERIFY", "false")
                        .environment("TIERCEL_REDIS_TLS_CA_FILE", ca.toString())
                        .environment("TIERCEL_REDIS_TLS_CERTIFICATE_FILE", certificate.toString())
                        .environment("TIERCEL_REDIS_TLS_KEY_FILE", key.toString())
                        .config()
                        .redis()
                        .tls())
                .isEqualTo(new RedisTls(true, false, ca, certificate, key));
    }

    @Test
    void fileThatCannotBeUsed_isAnError() throws IOException {
        Path empty = write("empty.pem", "");
        Path missing = directory.resolve("missing.pem");

        assertThat(withCa(missing).error()).isEqualTo(said(missing) + " does not exist" + ADVICE);
        assertThat(withCa(directory).error()).isEqualTo(said(directory) + " is not a file" + ADVICE);
        assertThat(withCa(empty).error()).isEqualTo(said(empty) + " is empty" + ADVICE);
        assertThat(withCa(missing).read().config().redis().tls().caFile()).isNull();
    }

    @Test
    void relativeFile_isToldWithWhereItIsLookedFor() {
        Path relative = Path.of("no-such.pem");

        assertThat(withCa(relative).error())
                .isEqualTo("redis.tls-ca-file = no-such.pem (agent argument) does not exist (looked for at "
                        + relative.toAbsolutePath() + ")" + ADVICE);
    }

    private static Sources withCa(Path file) {
        return Sources.none().argument("redis.tls=true,redis.tls-ca-file=" + file);
    }

    private static String said(Path file) {
        return "redis.tls-ca-file = " + Shown.oneLine(file.toString()) + " (agent argument)";
    }

    @Test
    void certificateAndKey_needEachOther() throws IOException {
        Path file = write("c.pem", "x");

        assertThat(Sources.none()
                        .argument("redis.tls=true,redis.tls-certificate-file=" + file)
                        .error())
                .isEqualTo("redis.tls-certificate-file = " + Shown.oneLine(file.toString())
                        + " (agent argument) needs redis.tls-key-file too; set it");
        assertThat(Sources.none()
                        .argument("redis.url=rediss://cache1,redis.tls-key-file=" + file)
                        .error())
                .endsWith("(agent argument) needs redis.tls-certificate-file too; set it");
    }

    @Test
    void fileWithoutTls_warns() {
        assertThat(Sources.none().argument("redis.tls-ca-file=/no/such").warning())
                .isEqualTo("redis.tls-ca-file = /no/such (agent argument) is not used, for redis.tls is off;"
                        + " set redis.tls to true or write rediss:// in redis.url");
    }

    @Test
    void withoutRedis_noFileIsLookedFor() {
        assertThat(Sources.none()
                        .argument("redis.enabled=false,redis.tls=true,redis.tls-ca-file=/no/such")
                        .config()
                        .redis()
                        .tls())
                .isEqualTo(new RedisTls(true, true, Path.of("/no/such"), null, null));
    }
}
