package dev.tiercel.sample;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A client of the live events, over a real WebSocket. It keeps all that it is told. */
final class EventClient implements AutoCloseable {
    /** Longer than any answer takes, far shorter than a hanging one. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    private EventClient(URI base, String room, String name) {
        var target = "ws://%s/ws/events?room=%s&name=%s".formatted(base.getAuthority(), room, name);
        this.socket = HTTP.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create(target), new Ears())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Returns when it has been greeted. */
    static EventClient join(URI base, String room, String name) {
        var client = new EventClient(base, room, name);
        client.await("hello");
        return client;
    }

    void say(String text) {
        send("{\"type\": \"message\", \"text\": \"" + text + "\"}");
    }

    void send(String text) {
        socket.sendText(text, true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** The first of that type, when it is there. */
    JsonNode await(String type) {
        return await(type, message -> true);
    }

    /** The first of that type for which that holds, when it is there. */
    JsonNode await(String type, Predicate<JsonNode> which) {
        return waiting(type)
                .until(() -> heard(type).stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    void awaitText(String text) {
        await("message", message -> message.get("text").getStringValue().equals(text));
    }

    void awaitScope(String scope) {
        Awaitility.await("scope " + scope).atMost(PATIENCE).until(() -> heard.stream()
                .filter(message -> message.get("scope") != null)
                .reduce((one, later) -> later)
                .map(message -> message.get("scope").getStringValue().equals(scope))
                .orElse(false));
    }

    /** Looks often: there are many, and each comes within a millisecond. */
    private static ConditionFactory waiting(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** All of that type so far, in their order. */
    List<JsonNode> heard(String type) {
        return heard.stream()
                .filter(message -> message.get("type").getStringValue().equals(type))
                .toList();
    }

    /** What was said in the room so far, in its order. */
    List<String> texts() {
        return heard("message").stream()
                .map(message -> message.get("text").getStringValue())
                .toList();
    }

    /** Says goodbye, and does not wait for the answer: that the server sees it go, presence tells. */
    @Override
    public void close() {
        try {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } finally {
            socket.abort();
        }
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(parsed(part.toString()));
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        private static JsonNode parsed(String text) {
            try {
                return JSON.readValue(text, JsonNode.class);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text, e);
            }
        }
    }
}
