package dev.tiercel.benchmarks.peers;

import dev.tiercel.Cached;

/** Tiercel: the annotation, and nothing else. */
public final class Woven implements Peer {
    static final String CACHE = "items";
    static final String CACHE_IN = "items-in";
    private static final String TTL = Setting.TTL_SECONDS + "s";

    private final Source source;

    public Woven(Source source, Setting setting) {
        this.source = source;
    }

    @Override
    @Cached(cache = CACHE, ttl = TTL)
    public Item find(long id) {
        return source.load(id);
    }

    @Override
    @Cached(cache = CACHE_IN, ttl = TTL)
    public Item findIn(long id, String shop) {
        return source.load(id);
    }
}
