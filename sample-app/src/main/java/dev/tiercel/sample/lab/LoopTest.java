package dev.tiercel.sample.lab;

import dev.tiercel.sample.lab.LabEvent.Progress;
import dev.tiercel.sample.lab.LabEvent.Report;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Searches for the same user again and again, over HTTP as any client does, one search after the other, and counts who answers. One
 * test at a time; it ends early when nobody reads its progress any more. Thread-safe.
 */
@Singleton
@Requires(property = "sample.lab", value = "true")
class LoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** The part of the search's answer that counts here. */
    @Serdeable
    record Found(String source) {}

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final AtomicBoolean running = new AtomicBoolean();
    private final EmbeddedServer server;
    private final JsonMapper json;

    LoopTest(EmbeddedServer server, JsonMapper json) {
        this.server = server;
        this.json = json;
    }

    /**
     * Runs it.
     *
     * @throws HttpStatusException where one runs already
     */
    Flux<LabEvent> run(String query, long count) {
        if (!running.compareAndSet(false, true)) {
            throw new HttpStatusException(HttpStatus.CONFLICT, "A loop test runs already: wait for its end.");
        }
        var watch = new ConnectionWatch();
        var search = search(query);
        return Flux.range(1, Math.toIntExact(count))
                .concatMap(each -> Mono.fromFuture(() -> source(search)))
                .scan(LoopCounts.NONE, LoopCounts::plus)
                .publish(counts -> Flux.merge(
                        counts.sample(BEAT).map(now -> progress(now, count, watch)),
                        counts.last().map(last -> report(last, watch))))
                .doFinally(signal -> running.set(false));
    }

    /** Looks at the connection, too: the histories of servers that went may be gone at the end. */
    private static LabEvent progress(LoopCounts counts, long count, ConnectionWatch watch) {
        watch.look();
        return new Progress(count, counts);
    }

    private static LabEvent report(LoopCounts counts, ConnectionWatch watch) {
        watch.look();
        Long recoveryMillis = watch.lost()
                .flatMap(watch::regainedAfter)
                .map(Duration::toMillis)
                .orElse(null);
        return new Report(counts, watch.lost().isPresent(), recoveryMillis);
    }

    private HttpRequest search(String query) {
        var path = "/api/users/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                .timeout(PATIENCE)
                .build();
    }

    private CompletableFuture<String> source(HttpRequest search) {
        return http.sendAsync(search, BodyHandlers.ofByteArray()).handle(this::source);
    }

    private String source(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response == null || response.statusCode() != HttpStatus.OK.getCode()) {
            return LoopCounts.FAILED;
        }
        try {
            return json.readValue(response.body(), Argument.of(Found.class)).source();
        } catch (IOException e) {
            return LoopCounts.FAILED;
        }
    }
}
