package dev.tiercel.benchmarks.l1;

import io.micronaut.cache.annotation.Cacheable;
import jakarta.inject.Singleton;

/** Micronaut's own cache, over Caffeine too. A bean: without the container the annotation does nothing. */
@Singleton
class MicronautProducts {
    private final Source source = new Source();

    @Cacheable("products")
    Product find(long id) {
        return source.load(id);
    }
}
