package spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Optional;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;

/** A class without an interface: Spring stands before it with a subclass. */
@CacheConfig(cacheNames = "products")
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

    @Cacheable(cacheNames = "optional", unless = "#result == null")
    public Optional<Product> optional(long id) {
        return Optional.ofNullable(rows.load(id));
    }

    @Cacheable(cacheNames = "small", condition = "#id < 10 and #p0 != 5")
    public Product small(long id) {
        return rows.load(id);
    }

    @CachePut(key = "#result.id")
    public Product put(String name, long id) {
        rows.names.put(id, name);
        return new Product(id, name);
    }

    @CacheEvict(key = "#product.id")
    public void update(Product product) {
        rows.names.put(product.id(), product.name());
    }

    @CacheEvict(allEntries = true)
    public void updateAll(String name) {
        rows.names.replaceAll((id, old) -> name);
    }

    @Caching(evict = {@CacheEvict(key = "#root.args[0]"), @CacheEvict(cacheNames = "optional", key = "#a0")})
    public void updateBoth(long id, String name) {
        rows.names.put(id, name);
    }

    /** What only Spring can do. */
    @Cacheable(key = "'x' + #id")
    public Product findByText(long id) {
        return rows.load(id);
    }

    @Cacheable(key = "#id", condition = "#root.methodName == 'findIf'")
    public Product findIf(long id) {
        return rows.load(id);
    }

    @CacheEvict(key = "'x' + #id")
    public void updateByText(long id, String name) {
        rows.names.put(id, name);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @CacheEvict(cacheNames = "products", allEntries = true)
    public @interface Changing {}

    @Changing
    public void updateComposed(long id, String name) {
        rows.names.put(id, name);
    }

    @Caching(cacheable = @Cacheable("other"), evict = @CacheEvict(allEntries = true))
    public Product findAndEvict(long id) {
        return rows.load(id);
    }
}
