package dev.tiercel.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tiercel.config.MetricsConfig;
import dev.tiercel.log.EventLog;
import dev.tiercel.threads.Daemons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where Prometheus asks for the meters: {@code GET /metrics}, by the JDK's own server. A few daemon threads, made when
 * somebody asks, and a short queue; more than that at once is refused.
 */
final class PrometheusEndpoint implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int THREADS = 2;
    private static final int QUEUE = 16;
    private static final int IDLE_SECONDS = 30;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final PrometheusText text;
    private final EventLog log;

    private PrometheusEndpoint(HttpServer server, Meters meters, EventLog log) {
        this.server = server;
        this.text = new PrometheusText(meters);
        this.log = log;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                work -> Daemons.thread("tiercel-prometheus", work));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens it, and says where. To be called on a daemon thread: the server's own is one then.
     *
     * @throws IOException the port or the address cannot be had
     */
    static PrometheusEndpoint open(MetricsConfig config, int port, Meters meters, EventLog log) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName(config.address()), port), QUEUE);
        PrometheusEndpoint endpoint = new PrometheusEndpoint(server, meters, log);
        server.setExecutor(endpoint.threads);
        server.createContext("/", endpoint::answer);
        server.start();
        log.info("Metrics for Prometheus: http://" + written(server.getAddress()) + PATH);
        return endpoint;
    }

    private static String written(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] now = text.now();
                exchange.getResponseHeaders().set("Content-Type", PrometheusText.CONTENT_TYPE);
                exchange.sendResponseHeaders(200, now.length);
                exchange.getResponseBody().write(now);
            }
        } catch (RuntimeException | LinkageError mishap) {
            log.warn("prometheus", "The metrics could not be told to Prometheus: " + mishap);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
