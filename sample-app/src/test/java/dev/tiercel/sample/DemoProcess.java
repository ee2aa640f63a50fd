package dev.tiercel.sample;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./demo} as a user starts it, with what the build has made. */
final class DemoProcess implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;
    private final int port;
    private List<ProcessHandle> all = List.of();

    private DemoProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Returns when it has told what to try. The database takes no time. */
    static DemoProcess start(int port, String... options) {
        try {
            var output = Files.createTempFile("demo-", ".out");
            var builder = new ProcessBuilder(
                            ROOT.resolve("demo").toString(), "--no-build", "--port", String.valueOf(port))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.command().addAll(List.of(options));
            builder.environment().keySet().removeIf(name -> name.startsWith("REDIS_") || name.startsWith("TIERCEL_"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("SAMPLE_DATABASE_DELAY", "0ms");
            return new DemoProcess(builder.start(), output, port).ready();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the demo: " + e, e);
        }
    }

    private DemoProcess ready() {
        try {
            await("the demo's commands to try")
                    .atMost(PATIENCE)
                    .until(() -> !process.isAlive() || output().contains("Ctrl-C stops all of it."));
            if (!process.isAlive()) {
                throw new AssertionError("the demo ended by itself");
            }
            all = process.descendants().toList();
            return this;
        } catch (RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError("the demo's output:\n" + output()));
            close();
            throw e;
        }
    }

    Client client() {
        return new Client(base());
    }

    URI base() {
        return URI.create("http://localhost:" + port);
    }

    /** All that it has printed. */
    String output() {
        return read(output);
    }

    /** What the application on that port has written. */
    String sampleLog() {
        return read(ROOT.resolve("target/demo/sample-" + port + ".log"));
    }

    Path redisLog() {
        return ROOT.resolve("target/demo/redis-" + port + ".log");
    }

    /** All processes that it had started when it was ready, and those that those had. */
    List<ProcessHandle> all() {
        return all;
    }

    /** Ends it as Ctrl-C or a service manager does; its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the demo does not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            all.forEach(ProcessHandle::destroyForcibly);
            Files.deleteIfExists(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return String.join("\n", lines.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
