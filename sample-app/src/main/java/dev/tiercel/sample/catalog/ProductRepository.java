package dev.tiercel.sample.catalog;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import java.util.Optional;

/**
 * The table of products. Micronaut Data writes the implementation; the annotations here are all it takes to cache it.
 *
 * <p>Only annotated methods are cached, and only annotated methods invalidate: of the inherited ones, those that the
 * application calls are declared again. {@link ProductCatalog} is the one caller.
 */
@JdbcRepository(dialect = Dialect.H2)
interface ProductRepository extends CrudRepository<Product, Long> {

    @Override
    @Cached(cache = "products", ttl = "60s")
    Optional<Product> findById(Long id);

    @Cached(cache = "product-list", ttl = "60s")
    List<Product> findAllOrderById();

    /** The parameter is the product, the key is its id: the same key as that of {@link #findById}. */
    @Override
    @CacheInvalidate(cache = "products")
    <S extends Product> S update(@CacheKey("id") S product);

    @Override
    @CacheInvalidate(cache = "products")
    void deleteById(Long id);
}
