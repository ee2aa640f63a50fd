package dev.tiercel.sample.catalog;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one can do with products, and what each change means for the cached list: it is dropped as a whole. The single
 * products' cache is the repository's own affair.
 */
@Singleton
class ProductCatalog {
    private final ProductRepository products;
    private final ApplicationEventPublisher<ProductChanged> changes;

    ProductCatalog(ProductRepository products, ApplicationEventPublisher<ProductChanged> changes) {
        this.products = products;
        this.changes = changes;
    }

    List<Product> list() {
        return products.findAllOrderById();
    }

    Optional<Product> find(long id) {
        return products.findById(id);
    }

    @CacheInvalidate(cache = "product-list", all = true)
    Product add(ProductInput input) {
        var added = appeared(products.save(input.toProduct(null)));
        changes.publishEvent(new ProductChanged(Objects.requireNonNull(added.id())));
        return added;
    }

    /** Empty where there is no such product. */
    @CacheInvalidate(cache = "product-list", all = true)
    Optional<Product> replace(long id, ProductInput input) {
        // Asks the database, never the cache: a write is not decided by a copy.
        if (!products.existsById(id)) {
            return Optional.empty();
        }
        var replaced = products.update(input.toProduct(id));
        changes.publishEvent(new ProductChanged(id));
        return Optional.of(replaced);
    }

    /** False where there is no such product. */
    @CacheInvalidate(cache = "product-list", all = true)
    boolean remove(long id) {
        if (!products.existsById(id)) {
            return false;
        }
        products.deleteById(id);
        changes.publishEvent(new ProductChanged(id));
        return true;
    }

    /**
     * Drops the answer "no such product" that somebody may have been given for this id. A method of its own, because
     * the id is the database's and unknown before {@code save}; it may be private and called from here.
     */
    @CacheInvalidate(cache = "products")
    private Product appeared(@CacheKey("id") Product product) {
        return product;
    }
}
