package dev.tiercel.sample.events;

import dev.tiercel.sample.live.Instances;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may listen. A browser lets any page open a WebSocket to anywhere and only tells where the page is from: CORS
 * does not count here. Immutable.
 */
@Singleton
final class AllowedOrigins {
    private final List<String> listed;
    private final List<String> instances;

    AllowedOrigins(
            @Nullable @Property(name = "sample.events.allowed-origins") List<String> listed, Instances instances) {
        this.listed = listed == null
                ? List.of()
                : listed.stream()
                        .map(String::strip)
                        .filter(origin -> !origin.isEmpty())
                        .toList();
        this.instances = instances.origins();
    }

    /** A program that is no browser tells no origin, and could tell any: it is let in. */
    boolean allow(HttpHeaders headers) {
        var origin = headers.get(HttpHeaders.ORIGIN);
        if (origin == null) {
            return true;
        }
        return listed.isEmpty()
                ? instances.contains(origin) || isOwn(origin, headers.get(HttpHeaders.HOST))
                : listed.contains(origin);
    }

    /** Without the scheme: behind a proxy that speaks TLS the two differ in it. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            var authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }
}
