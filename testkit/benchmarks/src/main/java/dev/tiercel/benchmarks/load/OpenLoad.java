package dev.tiercel.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Reads products at a constant rate, whatever the answers: a request that waits behind a late one is late too, and it counts. Each
 * latency is from the planned moment. HTTP by hand over connections that are kept, for a client library would take the application's
 * cores.
 */
final class OpenLoad {
    private static final int CONNECTIONS = 16;
    private static final int PRODUCTS = 10;
    private static final int PATIENCE_MILLIS = 10_000;

    private final int port;
    private final int perSecond;
    private final Duration time;

    OpenLoad(int port, int perSecond, Duration time) {
        this.port = port;
        this.perSecond = perSecond;
        this.time = time;
    }

    /** What the requests got. */
    static final class Result {
        private final long[] sortedNanos;
        private final int errors;

        private Result(long[] sortedNanos, int errors) {
            this.sortedNanos = sortedNanos;
            this.errors = errors;
        }

        double millis(double percentile) {
            int index = (int) Math.ceil(percentile * sortedNanos.length) - 1;
            return sortedNanos[Math.max(0, index)] / 1e6;
        }

        /** Answers that were none, or not 200. */
        int errors() {
            return errors;
        }
    }

    Result run() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long begun = System.nanoTime();
            List<Callable<Result>> callers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int number = i;
                callers.add(() -> call(number, begun));
            }
            int errors = 0;
            long[] all = new long[0];
            for (Future<Result> each : threads.invokeAll(callers)) {
                Result part = each.get();
                errors += part.errors;
                all = LongStream.concat(Arrays.stream(all), Arrays.stream(part.sortedNanos))
                        .toArray();
            }
            Arrays.sort(all);
            return new Result(all, errors);
        } finally {
            threads.shutdownNow();
        }
    }

    private Result call(int number, long begun) throws IOException {
        SplittableRandom random = new SplittableRandom(number);
        long interval = TimeUnit.SECONDS.toNanos(CONNECTIONS) / perSecond;
        int count = (int) (time.toNanos() / interval);
        long[] latencies = new long[count];
        int errors = 0;
        Connection connection = new Connection(port);
        try {
            for (int i = 0; i < count; i++) {
                long planned = begun + i * interval + number * interval / CONNECTIONS;
                for (long left = planned - System.nanoTime(); left > 0; left = planned - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                try {
                    if (connection.get("/api/products/" + (1 + random.nextInt(PRODUCTS))) != 200) {
                        errors++;
                    }
                } catch (IOException lost) {
                    errors++;
                    connection.close();
                    connection = new Connection(port);
                }
                latencies[i] = System.nanoTime() - planned;
            }
        } finally {
            connection.close();
        }
        Arrays.sort(latencies);
        return new Result(latencies, errors);
    }

    /** One connection that is kept. */
    private static final class Connection {
        private final Socket socket;
        private final InputStream in;

        private Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** The status; the body is read and let go. */
        private int get(String path) throws IOException {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            int status = Integer.parseInt(line().substring("HTTP/1.1 ".length()).substring(0, 3));
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            lower.substring(lower.indexOf(':') + 1).strip());
                }
            }
            in.skipNBytes(length);
            return status;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the connection has ended");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        private void close() throws IOException {
            socket.close();
        }
    }
}
