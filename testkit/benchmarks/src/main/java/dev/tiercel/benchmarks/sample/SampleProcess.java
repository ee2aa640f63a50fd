package dev.tiercel.benchmarks.sample;

import dev.tiercel.benchmarks.Machine;
import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sample application in a process of its own. Ends with {@link #close()}. */
public final class SampleProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long POLL_MILLIS = 2;

    private final String jar;
    private final Process process;
    private final int port;
    private final long begunNanos;
    private final long upNanos;
    private final long readNanos;

    /**
     * Returns when a product has been read.
     *
     * @param options of the virtual machine
     * @param databaseDelay how long a read that reaches the database takes
     */
    public SampleProcess(String jar, String redisUri, Duration databaseDelay, List<String> options)
            throws IOException, InterruptedException {
        this.jar = jar;
        port = RedisServer.freePort();
        List<String> command = new ArrayList<>(List.of(Machine.java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("REDIS_URL", redisUri);
        builder.environment().put("SAMPLE_DATABASE_DELAY", databaseDelay.toMillis() + "ms");
        builder.environment().put("MICRONAUT_SERVER_PORT", String.valueOf(port));
        begunNanos = System.nanoTime();
        process = builder.start();
        try {
            until("/", "HTTP/1.1 ");
            upNanos = System.nanoTime() - begunNanos;
            until("/api/products/1", "HTTP/1.1 200 ");
            readNanos = System.nanoTime() - begunNanos;
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** From the process's creation to the first answer to a request, whatever it is. */
    public long upNanos() {
        return upNanos;
    }

    /** From the process's creation to the first product, which is the first call of a woven method. */
    public long readNanos() {
        return readNanos;
    }

    /** The processor time it has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private void until(String path, String expected) throws InterruptedException {
        while (!answer(path).startsWith(expected)) {
            if (!process.isAlive() || System.nanoTime() - begunNanos > PATIENCE_NANOS) {
                throw new IllegalStateException(jar + " does not answer at " + path);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The first line of the answer, or nothing. By hand, for a client of HTTP would take the application's cores. */
    private String answer(String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes("HTTP/1.1 200 ".length()), StandardCharsets.US_ASCII);
        } catch (IOException notYet) {
            return "";
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
