package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBinaryTest {
    @TempDir
    Path home;

    @Test
    void theVariableComesFirst() throws IOException {
        Path named = program(home.resolve("named/my-redis"));
        Path onPath = program(home.resolve("bin/redis-server"));
        assertThat(binary(Map.of("TIERCEL_REDIS_SERVER", named.toString(), "PATH", onPath.getParent() + ""))
                        .find())
                .isEqualTo(named);
    }

    @Test
    void thenThePathInItsOrder() throws IOException {
        Path first = program(home.resolve("one/redis-server"));
        Path second = program(home.resolve("two/redis-server"));
        Files.createDirectories(home.resolve("zero/redis-server"));
        Files.createFile(Files.createDirectories(home.resolve("plain")).resolve("redis-server"));
        String path =
                "%1$s/absent::%1$s/zero:%1$s/plain:%2$s:%3$s".formatted(home, first.getParent(), second.getParent());
        assertThat(binary(Map.of("PATH", path)).find()).isEqualTo(first);
    }

    @Test
    void thenTheOneOfTheTestKit_inTheUsersCache() throws Exception {
        Path file = binary(Map.of()).find();
        assertThat(file).startsWith(home.resolve(".cache/tiercel"));
        assertThat(version(file)).contains("v=7.0.15");

        Path elsewhere = home.resolve("elsewhere");
        assertThat(binary(Map.of("XDG_CACHE_HOME", elsewhere.toString())).find())
                .startsWith(elsewhere);
    }

    @Test
    void aVariableThatLeadsNowhere_isRefused() {
        assertThatThrownBy(() -> binary(Map.of("TIERCEL_REDIS_SERVER", "/absent/redis-server"))
                        .find())
                .isInstanceOf(RedisServerException.class)
                .hasMessageContaining("TIERCEL_REDIS_SERVER is [/absent/redis-server]");
    }

    @Test
    void aPlatformWithoutABinary_isToldWhatToDo() {
        assertThatThrownBy(() -> new RedisBinary(Map.of(), home, "Windows 11", "amd64").find())
                .isInstanceOf(RedisServerException.class)
                .hasMessageContaining("no redis-server for windows-11-amd64")
                .hasMessageContaining("set TIERCEL_REDIS_SERVER");
    }

    @Test
    void everyPlatformThatIsPromised_isThere() {
        for (String os : List.of("Linux", "Mac OS X")) {
            for (String arch : List.of("amd64", "x86_64", "aarch64")) {
                assertThat(new RedisBinary(Map.of(), home, os, arch).find()).isExecutable();
            }
        }
    }

    @Test
    void aCopyThatIsNotWhole_isReplaced() throws Exception {
        Path file = binary(Map.of()).find();
        Files.writeString(file, "half a program");

        assertThat(version(binary(Map.of()).find())).contains("v=7.0.15");
    }

    @Test
    void aCopyThatIsWhole_isKept() throws IOException {
        Path file = binary(Map.of()).find();
        Object before = Files.getAttribute(file, "unix:ino");

        assertThat(binary(Map.of()).find()).isEqualTo(file);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    }

    @Test
    void manyAtOnce_seeOnlyWholeCopies_andLeaveOne() throws Exception {
        long whole = Files.size(binary(Map.of()).find());
        Path cache = home.resolve("fresh");
        RedisBinary binary = binary(Map.of("XDG_CACHE_HOME", cache.toString()));
        Path file = cache.resolve("tiercel").resolve(binary(Map.of()).find().getFileName());
        Set<Long> sizes = new HashSet<>();

        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> copies = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(binary::find))
                    .toList();
            while (!copies.stream().allMatch(Future::isDone)) {
                if (Files.exists(file)) {
                    sizes.add(Files.size(file));
                }
            }
            for (Future<Path> copy : copies) {
                assertThat(copy.get()).isEqualTo(file);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(sizes).isSubsetOf(whole);
        assertThat(version(file)).contains("v=7.0.15");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aCacheThatCannotBeWritten_isNamed() throws IOException {
        Path file = Files.createFile(home.resolve("a-file"));
        assertThatThrownBy(
                        () -> binary(Map.of("XDG_CACHE_HOME", file.toString())).find())
                .isInstanceOf(RedisServerException.class)
                .hasMessageContaining("[" + file + "/tiercel]")
                .hasMessageContaining("set XDG_CACHE_HOME");
    }

    private RedisBinary binary(Map<String, String> environment) {
        return new RedisBinary(environment, home, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    private static Path program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String version(Path file) throws Exception {
        Process process = new ProcessBuilder(file.toString(), "--version").start();
        return new String(process.getInputStream().readAllBytes());
    }
}
