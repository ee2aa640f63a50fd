package dev.tiercel.benchmarks.l1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** What one writes without the agent: Caffeine with the same bound and the same time to live. */
final class HandWrittenProducts {
    static final long MAX_ENTRIES = 10_000;

    private final Source source;
    private final Cache<Long, Product> byId;
    private final Cache<String, Product> byName;
    private final Cache<Place, Product> byPlace;

    /** @param ticker {@link Ticker#systemTicker()} is what Caffeine takes by itself */
    HandWrittenProducts(Source source, Ticker ticker) {
        this.source = source;
        byId = cache(ticker);
        byName = cache(ticker);
        byPlace = cache(ticker);
    }

    private static <K> Cache<K, Product> cache(Ticker ticker) {
        return Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(60))
                .maximumSize(MAX_ENTRIES)
                .ticker(ticker)
                .build();
    }

    Product find(long id) {
        Product known = byId.getIfPresent(id);
        if (known == null) {
            known = source.load(id);
            byId.put(id, known);
        }
        return known;
    }

    Product findByName(String name) {
        Product known = byName.getIfPresent(name);
        if (known == null) {
            known = source.load(name);
            byName.put(name, known);
        }
        return known;
    }

    Product findIn(long id, String shop) {
        Place place = new Place(id, shop);
        Product known = byPlace.getIfPresent(place);
        if (known == null) {
            known = source.load(id);
            byPlace.put(place, known);
        }
        return known;
    }

    private record Place(long id, String shop) {}
}
