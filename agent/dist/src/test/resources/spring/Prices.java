package spring;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** Annotated where it is declared, and reached through a proxy of the JDK. */
public interface Prices<K> {
    @Cacheable("prices")
    Product price(K id);

    @CacheEvict("prices")
    void change(K id, String price);
}
