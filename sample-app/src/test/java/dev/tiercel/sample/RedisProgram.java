package dev.tiercel.sample;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The test kit's program with a Redis, and with the door by which a lab may break it: what {@code ./demo} starts. */
final class RedisProgram implements AutoCloseable {
    private static final Path JAR = Path.of("../testkit/target/tiercel-testkit.jar");
    private static final Pattern READY =
            Pattern.compile("redis-server ready .* uri=(\\S+) control=(\\S+) token=(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private RedisProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Returns when Redis answers. */
    static RedisProgram start() {
        try {
            var output = Files.createTempFile("redis-", ".out");
            var java = Path.of(System.getProperty("java.home"), "bin", "java");
            var builder = new ProcessBuilder(java.toString(), "-jar", JAR.toString(), "--control", "0")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            return new RedisProgram(builder.start(), output).ready();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a Redis: " + e, e);
        }
    }

    private RedisProgram ready() {
        try {
            await("a Redis")
                    .atMost(PATIENCE)
                    .until(() -> !process.isAlive() || READY.matcher(output()).find());
            told();
            return this;
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError("the program's output:\n" + output()));
            close();
            throw e;
        }
    }

    /** Leads the sample to this Redis, and its lab to the door. */
    Map<String, String> environment() {
        var told = told();
        return Map.of(
                "REDIS_URL", told.group(1),
                "SAMPLE_LAB", "true",
                "SAMPLE_LAB_CONTROL_URL", told.group(2),
                "SAMPLE_LAB_CONTROL_TOKEN", told.group(3));
    }

    private MatchResult told() {
        return READY.matcher(output())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("the program ended by itself"));
    }

    private String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It ends, with its Redis, when its input does. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            Files.deleteIfExists(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
