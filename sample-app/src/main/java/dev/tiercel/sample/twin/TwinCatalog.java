package dev.tiercel.sample.twin;

import dev.tiercel.sample.catalog.Product;
import dev.tiercel.sample.catalog.ProductChanged;
import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Products cached by Micronaut, in this process only: another instance's changes are seen when the entry expires. */
@Singleton
@CacheConfig("twin-products")
class TwinCatalog {
    private final TwinRepository products;

    TwinCatalog(TwinRepository products) {
        this.products = products;
    }

    @Cacheable
    Optional<Product> find(Long id) {
        return products.findById(id);
    }

    @EventListener
    void on(ProductChanged change) {
        forget(change.id());
    }

    /** Empty: the annotation does it. Its key is made of whole parameters, hence a method that takes just the id. */
    @CacheInvalidate
    void forget(Long id) {}
}
