package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo} as a user starts it, with what the build has made. */
class DemoIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VICTIM = Pattern.compile("kill -9 (\\d+);");
    private static final Pattern PIDS = Pattern.compile("(?m)^redis-node .* pid=(\\d+)$");
    private static final Origin DATABASE = new Origin("db", "loader");
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    private Process demo;
    private List<ProcessHandle> all = List.of();

    @AfterEach
    void endAll() throws InterruptedException {
        demo.destroy();
        if (!demo.waitFor(20, TimeUnit.SECONDS)) {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void itsCommandsDoWhatItSays_andNothingIsLeftOfIt() throws Exception {
        int port = RedisServer.freePort();
        Path output = start(port, "--topology", "replicated");
        Path log = ROOT.resolve("target/demo/sample-" + port + ".log");
        Client client = new Client(URI.create("http://localhost:" + port));

        await("the demo's commands to try")
                .atMost(Duration.ofSeconds(90))
                .until(() -> !demo.isAlive() || Files.readString(output).contains("Ctrl-C stops all of it."));
        String printed = Files.readString(output);
        assertThat(demo.isAlive()).as(printed).isTrue();

        assertThat(client.get("/api/products/1").origin()).isEqualTo(DATABASE);
        assertThat(client.get("/api/products/1").origin()).isEqualTo(new Origin("cache", "L1"));

        var victim = VICTIM.matcher(printed);
        assertThat(victim.find()).as(printed).isTrue();
        await("the first master").atMost(Duration.ofSeconds(20)).until(() -> readies(log) == 1);
        assertThat(ProcessHandle.of(Long.parseLong(victim.group(1)))
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();
        assertThat(client.get("/api/products/2").origin()).isEqualTo(DATABASE);
        await("the next master").atMost(Duration.ofSeconds(30)).until(() -> readies(log) == 2);

        all = demo.descendants().toList();
        List<Long> servers = PIDS.matcher(Files.readString(ROOT.resolve("target/demo/redis-" + port + ".log")))
                .results()
                .map(pid -> Long.parseLong(pid.group(1)))
                .toList();
        assertThat(servers).hasSize(6);
        assertThat(all).extracting(ProcessHandle::pid).contains(servers.get(servers.size() - 1));
        demo.destroy();
        assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(TERMINATED);
        await("the end of all processes").atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(all)
                .noneMatch(ProcessHandle::isAlive));
        assertThat(servers).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
    }

    private Path start(int port, String... options) throws IOException {
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(ROOT.resolve("demo").toString(), "--no-build", "--port", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(List.of(options));
        builder.environment().keySet().removeIf(name -> name.startsWith("REDIS_") || name.startsWith("TIERCEL_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SAMPLE_DATABASE_DELAY", "0ms");
        demo = builder.start();
        return output;
    }

    private static long readies(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Redis ready (master ")).count();
        }
    }
}
