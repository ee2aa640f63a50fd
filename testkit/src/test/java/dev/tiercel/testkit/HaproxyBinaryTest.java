package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxyBinaryTest {
    @TempDir
    Path temp;

    @Test
    void theVariableComesFirst_thenThePath_thenDebiansPlace() throws IOException {
        Path named = program("named/proxy");
        Path onPath = program("bin/haproxy");
        Path debian = program("sbin/haproxy");
        String path = onPath.getParent().toString();

        assertThat(HaproxyBinary.find(Map.of("TIERCEL_HAPROXY", named.toString(), "PATH", path), debian))
                .isEqualTo(named);
        assertThat(HaproxyBinary.find(Map.of("PATH", path), debian)).isEqualTo(onPath);
        assertThat(HaproxyBinary.find(Map.of("PATH", temp.toString()), debian)).isEqualTo(debian);
    }

    @Test
    void aVariableThatLeadsNowhere_isRefused() {
        assertThatThrownBy(() -> HaproxyBinary.find(Map.of("TIERCEL_HAPROXY", "/absent/haproxy"), temp))
                .isInstanceOf(RedisServerException.class)
                .hasMessageContaining("TIERCEL_HAPROXY is [/absent/haproxy]");
    }

    @Test
    void whereThereIsNone_theMessageSaysHowToGetIt() {
        assertThatThrownBy(() -> HaproxyBinary.find(Map.of(), temp.resolve("absent")))
                .isInstanceOf(RedisServerException.class)
                .hasMessageContaining("apt-get install haproxy")
                .hasMessageContaining("./verify");
    }

    private Path program(String name) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
