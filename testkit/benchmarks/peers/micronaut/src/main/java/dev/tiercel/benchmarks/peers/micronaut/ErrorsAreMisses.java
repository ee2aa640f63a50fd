package dev.tiercel.benchmarks.peers.micronaut;

import io.micronaut.cache.Cache;
import io.micronaut.cache.CacheErrorHandler;
import io.micronaut.cache.DefaultCacheErrorHandler;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;

/** Micronaut's own word for what fails in a cache: false, and the caller does not hear of it. */
@Singleton
@Primary
@Replaces(DefaultCacheErrorHandler.class)
class ErrorsAreMisses implements CacheErrorHandler {
    @Override
    public boolean handleLoadError(Cache<?> cache, Object key, RuntimeException e) {
        return false;
    }

    @Override
    public boolean handlePutError(Cache<?> cache, Object key, Object result, RuntimeException e) {
        return false;
    }
}
