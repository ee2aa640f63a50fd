package dev.tiercel.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets other programs of this machine break a topology by HTTP, one fault at a time, each with an end:
 *
 * <pre>
 * POST /faults/{kind}?seconds=10   202, and the fault begins; 400, 409 with a message
 * GET  /faults                     what is possible here, and how the latest one fares
 * </pre>
 *
 * Every request needs {@code Authorization: Bearer} with the token. It is on the loopback interface alone; the token keeps out
 * the machine's other users, and pages in a browser. Thread-safe.
 */
final class ControlDoor implements AutoCloseable {
    private static final String PATH = "/faults";
    private static final Pattern SECONDS = Pattern.compile("seconds=(.*)");
    private static final long DEFAULT_SECONDS = 10;
    private static final long MAX_SECONDS = 120;
    private static final int THREADS = 2;
    private static final int TOKEN_BYTES = 24;

    private final FaultRunner faults;
    private final String token;
    private final HttpServer server;
    private final ExecutorService threads;

    private ControlDoor(FaultRunner faults, String token, HttpServer server) {
        this.faults = faults;
        this.token = token;
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread worker = new Thread(task, "redis-control");
            worker.setDaemon(true);
            return worker;
        });
    }

    /**
     * Opens it.
     *
     * @param port 0: a free one
     * @throws RedisServerException when the port is taken
     */
    static ControlDoor open(RedisTopology redis, int port) {
        // A client that does not finish its request must not keep one of the few threads. Read once by the JDK's
        // server.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ControlDoor door = new ControlDoor(new FaultRunner(redis), newToken(), server);
            server.createContext("/", door::handle);
            server.setExecutor(door.threads);
            server.start();
            return door;
        } catch (IOException e) {
            throw new RedisServerException(
                    "the control door cannot listen on port " + port + " (" + e.getMessage()
                            + "): choose another one, or --control 0 for a free one",
                    e);
        }
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    URI uri() {
        return URI.create(
                "http://" + RedisLauncher.HOST + ":" + server.getAddress().getPort());
    }

    String token() {
        return token;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!isAuthorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.error(401, "Send the token that was printed at the start: Authorization: Bearer TOKEN");
        }
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        if (method.equals("GET") && path.equals(PATH)) {
            return Answer.of(200, faults);
        }
        if (method.equals("POST") && path.startsWith(PATH + "/")) {
            return begin(
                    path.substring(PATH.length() + 1), exchange.getRequestURI().getQuery());
        }
        return Answer.error(404, "There are GET /faults and POST /faults/{kind}?seconds=10");
    }

    private Answer begin(String kind, @Nullable String query) {
        List<ControlFault> possible = ControlFault.possibleIn(faults.kind());
        ControlFault fault = ControlFault.of(kind).filter(possible::contains).orElse(null);
        if (fault == null) {
            return Answer.error(
                    400,
                    "[%s] cannot be done to a %s Redis: it has to be one of %s"
                            .formatted(kind, RedisServerMain.name(faults.kind()), ControlFault.labels(possible)));
        }
        Matcher given = SECONDS.matcher(query == null ? "seconds=" + DEFAULT_SECONDS : query);
        if (!given.matches() || !isDuration(given.group(1))) {
            return Answer.error(
                    400,
                    "seconds is [%s]: it has to be a whole number from 1 to %d"
                            .formatted(given.matches() ? given.group(1) : query, MAX_SECONDS));
        }
        if (faults.begin(fault, Duration.ofSeconds(Long.parseLong(given.group(1))))
                .isEmpty()) {
            return Answer.error(409, "Another fault is not over yet: GET /faults tells how it fares");
        }
        return Answer.of(202, faults);
    }

    private static boolean isDuration(String text) {
        return text.matches("\\d{1,3}") && Long.parseLong(text) >= 1 && Long.parseLong(text) <= MAX_SECONDS;
    }

    private boolean isAuthorized(@Nullable String header) {
        // In a time that tells nothing of where it differs.
        return header != null && MessageDigest.isEqual(utf8("Bearer " + token), utf8(header));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        faults.close();
    }

    /** A status of HTTP, and a body. */
    private record Answer(int status, String json) {
        static Answer of(int status, FaultRunner faults) {
            return new Answer(status, ControlJson.of(faults));
        }

        static Answer error(int status, String message) {
            return new Answer(status, ControlJson.ofMessage(message));
        }
    }
}
