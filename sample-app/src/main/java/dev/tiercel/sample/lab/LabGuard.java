package dev.tiercel.sample.lab;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the lab be used from this machine alone: not through a proxy on it, and not by a foreign page in a browser on it, which could
 * otherwise post to it, or reach it by a name of its own (DNS rebinding).
 */
@ServerFilter("/api/lab/**")
@Requires(property = "sample.lab", value = "true")
class LabGuard implements Ordered {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<String> OF_PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host");

    @RequestFilter
    void refuseStrangers(HttpRequest<?> request) {
        var headers = request.getHeaders();
        var origin = headers.getOrigin().orElse(null);
        if (!request.getRemoteAddress().getAddress().isLoopbackAddress()
                || OF_PROXIES.stream().anyMatch(headers::contains)
                || !isLoopback("http://" + headers.get("Host"))
                || (origin != null && !isLoopback(origin))) {
            throw new HttpStatusException(
                    HttpStatus.FORBIDDEN,
                    "The lab is for this machine alone: open http://localhost with the application's port, on it.");
        }
    }

    private static boolean isLoopback(@Nullable String url) {
        try {
            return LOOPBACK.contains(
                    String.valueOf(URI.create(String.valueOf(url)).getHost()));
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
