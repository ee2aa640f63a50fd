package dev.tiercel.benchmarks.peers.spring;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Source;
import org.springframework.cache.annotation.Cacheable;

/** A bean whose methods are cached. {@code sync} is the manual's word for several threads that miss one key. */
public class SpringItems {
    private final Source source;

    public SpringItems(Source source) {
        this.source = source;
    }

    @Cacheable(cacheNames = "items", sync = true)
    public Item find(long id) {
        return source.load(id);
    }

    @Cacheable(cacheNames = "items-in", sync = true)
    public Item findIn(long id, String shop) {
        return source.load(id);
    }
}
