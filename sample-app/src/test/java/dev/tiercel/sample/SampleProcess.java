package dev.tiercel.sample;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged sample in a process of its own, started the way a user does: {@code java -javaagent:... -jar ...}. */
final class SampleProcess implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final Process process;
    private final Path output;
    private final Client client;

    private SampleProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.client = new Client(URI.create("http://localhost:" + port));
    }

    /** Starts it with the agent, and returns when it answers. Its database takes no time. */
    static SampleProcess start(Map<String, String> environment) {
        return start(RedisServer.freePort(), environment);
    }

    /** As {@link #start(Map)}, on a port that others have been told. */
    static SampleProcess start(int port, Map<String, String> environment) {
        try {
            var output = Files.createTempFile("sample-app-", ".out");
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-javaagent:" + required("sample.agent"),
                            "-jar",
                            required("sample.jar"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("REDIS_") || name.startsWith("TIERCEL_"));
            builder.environment().put("MICRONAUT_SERVER_PORT", String.valueOf(port));
            builder.environment().put("SAMPLE_DATABASE_DELAY", "0ms");
            builder.environment().putAll(environment);
            return new SampleProcess(builder.start(), output, port).ready();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the sample: " + e, e);
        }
    }

    Client client() {
        return client;
    }

    /** Waits until it uses Redis, which it connects to once it has started, and hears what other instances drop. */
    SampleProcess awaitRedis() {
        Awaitility.await("that it hears the others")
                .atMost(START_SECONDS, TimeUnit.SECONDS)
                .until(() -> client.get("/api/resilience").body().contains("\"inSync\":true"));
        return this;
    }

    /** All that it has written, for the message of a test that fails. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(its output cannot be read: " + e + ")";
        }
    }

    /** Runs the test's steps; when they fail, the application's output goes with the failure. */
    static void tell(SampleProcess app, Runnable steps) {
        try {
            steps.run();
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError("the sample's output:\n" + app.output()));
            throw e;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SampleProcess ready() {
        try {
            Awaitility.await("the sample's first answer")
                    .atMost(START_SECONDS, TimeUnit.SECONDS)
                    .until(() -> !process.isAlive() || answers());
            if (process.isAlive()) {
                return this;
            }
            throw new AssertionError("the sample ended by itself");
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError("the sample's output:\n" + output()));
            close();
            throw e;
        }
    }

    /** Asks for what is cached nowhere: a test shall find the caches as they were. */
    private boolean answers() {
        try {
            return client.get("/nothing").status() == 404;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static String required(String property) {
        var path = Path.of(System.getProperty(property));
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(property + " is [" + path + "], which is no file: run mvn package first");
        }
        return path.toString();
    }
}
