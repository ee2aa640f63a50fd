package micronaut;

import io.micronaut.cache.annotation.CacheConfig;
import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.CachePut;
import io.micronaut.cache.annotation.Cacheable;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;

/** A bean: Micronaut makes a subclass of it. */
@Singleton
@CacheConfig("products")
public class Catalog {
    private final Rows rows;

    public Catalog(Rows rows) {
        this.rows = rows;
    }

    @Cacheable
    public Product find(long id) {
        return rows.load(id);
    }

    public Product findTwice(long id) {
        find(id);
        return find(id);
    }

    @Cacheable(parameters = "id")
    public Product findFor(String ignored, long id) {
        return rows.load(id);
    }

    @Cacheable("futures")
    public CompletableFuture<Product> later(long id) {
        return CompletableFuture.completedFuture(rows.load(id));
    }

    @CachePut(parameters = "id")
    public Product put(String name, long id) {
        rows.names.put(id, name);
        return new Product(id, name);
    }

    @CacheInvalidate(parameters = "id")
    @CacheInvalidate(cacheNames = "futures", parameters = "id")
    public void update(String name, long id) {
        rows.names.put(id, name);
    }

    @CacheInvalidate(all = true, async = true)
    public void updateAll(String name) {
        rows.names.replaceAll((id, old) -> name);
    }

    @CacheInvalidate(parameters = "id", condition = "#{ id > 0 }")
    public void updateSome(String name, long id) {
        rows.names.put(id, name);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @CacheInvalidate(cacheNames = "products", all = true)
    public @interface Changing {}

    @Changing
    public void updateComposed(String name, long id) {
        rows.names.put(id, name);
    }
}
