package dev.tiercel.benchmarks.peers.micronaut;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Source;
import io.micronaut.cache.annotation.Cacheable;
import jakarta.inject.Singleton;
import java.util.List;

/** A bean whose methods are cached. */
@Singleton
class MicronautItems {
    static final List<String> CACHES = List.of("items", "items-in");

    private final Source source;

    MicronautItems(Source source) {
        this.source = source;
    }

    @Cacheable("items")
    Item find(long id) {
        return source.load(id);
    }

    @Cacheable("items-in")
    Item findIn(long id, String shop) {
        return source.load(id);
    }
}
