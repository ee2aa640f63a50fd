package dev.tiercel.benchmarks.l1;

import dev.tiercel.Cached;

/** What the agent is for: the annotation, and nothing else. */
final class WovenProducts {
    private static final Source SHARED = new Source();

    private final Source source;

    WovenProducts(Source source) {
        this.source = source;
    }

    @Cached(ttl = "60s")
    Product find(long id) {
        return source.load(id);
    }

    @Cached(ttl = "60s")
    Product findByName(String name) {
        return source.load(name);
    }

    @Cached(ttl = "60s")
    Product findIn(long id, String shop) {
        return source.load(id);
    }

    Product findInside(long id) {
        return findPrivately(id);
    }

    @Cached(ttl = "60s")
    private Product findPrivately(long id) {
        return source.load(id);
    }

    @Cached(ttl = "60s")
    static Product findStatically(long id) {
        return SHARED.load(id);
    }
}
