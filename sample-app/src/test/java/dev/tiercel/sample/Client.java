package dev.tiercel.sample;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A client of the sample, over real HTTP: of one in this process or of one in its own. */
final class Client {
    /** Longer than any answer takes, far shorter than a hanging one. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;

    Client(URI base) {
        this.base = base;
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    Reply delete(String path) {
        return send("DELETE", path, null);
    }

    /** Creates a product and tells its path; no other test knows it. */
    String create(String name, String price, String... tags) {
        var reply = post("/api/products", product(name, price, tags));
        if (reply.status() != 201) {
            throw new AssertionError("no product was created: " + reply);
        }
        return reply.location();
    }

    /** What the application tells of its caches and of Redis. */
    JsonNode resilience() {
        return get("/api/resilience").json();
    }

    /** The answer of the search for users. */
    Reply searchUser(String text) {
        return get("/api/users/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    static String product(String name, String price, String... tags) {
        var words = Arrays.stream(tags).map(tag -> '"' + tag + '"').collect(Collectors.joining(", "));
        return "{\"name\": \"%s\", \"price\": %s, \"tags\": [%s]}".formatted(name, price, words);
    }

    static String product(String name, String price) {
        return "{\"name\": \"%s\", \"price\": %s}".formatted(name, price);
    }

    private Reply send(String method, String path, String json) {
        var body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        var request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .build();
        try {
            return Reply.of(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + method + " " + path, e);
        }
    }
}
