package micronaut;

import io.micronaut.cache.annotation.CacheInvalidate;
import io.micronaut.cache.annotation.Cacheable;
import java.util.Optional;

@Stubbed
public interface Items extends Crud<Product, Long> {
    @Override
    @Cacheable("items")
    Optional<Product> findById(Long id);

    @CacheInvalidate(cacheNames = "items", parameters = "id")
    void change(Long id, String name);

    @Override
    @CacheInvalidate(cacheNames = "items", all = true)
    Product save(Product product);
}
