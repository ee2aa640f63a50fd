package dev.tiercel.sample.lab;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The door of the test kit's program that runs our Redis (docs/testkit.md), where {@code sample.lab.control.url} and
 * {@code sample.lab.control.token} say it is. Thread-safe.
 */
@Singleton
@Requires(property = "sample.lab", value = "true")
class RedisControl {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What the door says when it does not do what it was asked for. */
    @Serdeable
    record Refusal(String message) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json;
    private final @Nullable String url;
    private final @Nullable String token;

    RedisControl(
            JsonMapper json,
            @Nullable @Property(name = "sample.lab.control.url") String url,
            @Nullable @Property(name = "sample.lab.control.token") String token) {
        this.json = json;
        this.url = url;
        this.token = token;
    }

    /** @throws HttpStatusException there is no door, or it gives no answer */
    ControlState state() {
        return send("GET", "/faults");
    }

    /**
     * Returns when the fault was accepted.
     *
     * @param fault one of those of {@link #state}
     * @throws HttpStatusException as {@link #state} does, and where the door refuses
     */
    ControlState begin(String fault, long seconds) {
        return send("POST", "/faults/" + fault + "?seconds=" + seconds);
    }

    private ControlState send(String method, String path) {
        if (url == null || token == null) {
            throw new HttpStatusException(
                    HttpStatus.BAD_REQUEST,
                    "Nothing here can break Redis: start the application by ./demo, which starts the Redis too.");
        }
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            return read(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new HttpStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The program that runs Redis does not answer at %s (%s): does it still run?"
                            .formatted(url, e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The application is about to end.");
        }
    }

    private ControlState read(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 == 2) {
            return json.readValue(response.body(), Argument.of(ControlState.class));
        }
        var refusal = json.readValue(response.body(), Argument.of(Refusal.class));
        throw new HttpStatusException(HttpStatus.valueOf(response.statusCode()), refusal.message() + ".");
    }
}
