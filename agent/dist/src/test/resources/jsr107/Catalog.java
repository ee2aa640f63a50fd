package jsr107;

import java.util.HashMap;
import java.util.Map;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** A catalog as somebody writes it who knows JSR-107. */
@CacheDefaults(cacheName = "products")
public class Catalog {
    public record Product(long id, String name) {}

    public static class Unsold extends RuntimeException {}

    private final Map<Long, String> rows = new HashMap<>();
    private int loads;

    public void row(long id, String name) {
        rows.put(id, name);
    }

    public int loads() {
        return loads;
    }

    @CacheResult
    public Product find(long id) {
        loads++;
        return new Product(id, rows.get(id));
    }

    /** Through itself, where no proxy stands. */
    public Product findTwice(long id) {
        find(id);
        return find(id);
    }

    @CacheResult(cacheName = "named")
    public String byName(@CacheKey String name, String ignored) {
        loads++;
        return name + ignored;
    }

    @CacheResult(skipGet = true)
    public Product reload(long id) {
        loads++;
        return new Product(id, rows.get(id));
    }

    @CachePut
    public void update(@CacheKey long id, @CacheValue Product product) {
        rows.put(id, product.name());
    }

    @CacheRemove
    public void remove(@CacheKey long id, String instead) {
        rows.put(id, instead);
    }

    @CacheRemove(afterInvocation = true)
    public void failing(@CacheKey long id, String instead) {
        rows.put(id, instead);
        throw new Unsold();
    }

    @CacheRemove(evictFor = Unsold.class)
    public void failingButRemoving(@CacheKey long id, String instead) {
        rows.put(id, instead);
        throw new Unsold();
    }

    @CacheRemove(noEvictFor = Unsold.class)
    public void failingAndSparing(@CacheKey long id, String instead) {
        rows.put(id, instead);
        throw new Unsold();
    }

    @CacheRemoveAll
    public void replaceAll(String name) {
        rows.replaceAll((id, old) -> name);
    }

    @CacheRemove(cacheName = "products", cacheKeyGenerator = OwnKeys.class)
    public void removeByOwnKey(@CacheKey long id, String instead) {
        rows.put(id, instead);
    }
}
