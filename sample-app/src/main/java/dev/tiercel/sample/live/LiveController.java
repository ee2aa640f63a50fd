package dev.tiercel.sample.live;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.http.sse.Event;
import java.net.URI;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The figures of this instance, once a second, as Server-Sent Events. It asks neither the database nor Redis. */
@Controller("/api/live")
class LiveController {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final HttpHostResolver hosts;

    LiveController(HttpHostResolver hosts) {
        this.hosts = hosts;
    }

    @Get(produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<Snapshot>> follow(HttpRequest<?> request) {
        var instance = URI.create(hosts.resolve(request)).getAuthority();
        // A reader that cannot follow misses beats: the next one has all counts anyway.
        return Flux.interval(Duration.ZERO, BEAT).onBackpressureDrop().map(beat -> Event.of(Snapshot.now(instance)));
    }
}
