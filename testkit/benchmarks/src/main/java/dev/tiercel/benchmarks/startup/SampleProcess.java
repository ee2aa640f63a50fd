package dev.tiercel.benchmarks.startup;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sample application in a process of its own, with a database that answers at once. */
final class SampleProcess {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String jar;
    private final String redisUri;

    SampleProcess(String jar, String redisUri) {
        this.jar = jar;
        this.redisUri = redisUri;
    }

    /**
     * A start, from the process's creation.
     *
     * @param upNanos to the first answer to a request, whatever it is
     * @param readNanos to the first product, which is the first call of a woven method
     */
    record Start(long upNanos, long readNanos) {}

    Start run(List<String> options) throws IOException, InterruptedException {
        int port = RedisServer.freePort();
        List<String> command = new ArrayList<>(List.of(HelloProcess.java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("REDIS_URL", redisUri);
        builder.environment().put("SAMPLE_DATABASE_DELAY", "0ms");
        builder.environment().put("MICRONAUT_SERVER_PORT", String.valueOf(port));
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            until(begun, process, port, "/", "HTTP/1.1 ");
            long up = System.nanoTime();
            until(begun, process, port, "/api/products/1", "HTTP/1.1 200 ");
            return new Start(up - begun, System.nanoTime() - begun);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void until(long begun, Process process, int port, String path, String expected)
            throws InterruptedException {
        while (!answer(port, path).startsWith(expected)) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException(jar + " does not answer at " + path);
            }
            Thread.sleep(2);
        }
    }

    /** The first line of the answer, or nothing. By hand, for a client of HTTP would take the application's cores. */
    private static String answer(int port, String path) {
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
}
