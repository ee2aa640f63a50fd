package dev.tiercel.sample.live;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** What a browser is told with every answer: to run nothing that is not ours, and to keep nothing. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class PageHeaders {
    private final String policy;

    PageHeaders(Instances instances) {
        this.policy = "default-src 'self'; connect-src 'self'" + instances.connectable()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        var headers = response.getHeaders();
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        // Not "no-cache", which asks by time: files of all builds have one and the same
        // (project.build.outputTimestamp).
        // And a browser's copy of data would hide what the tiers do.
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
