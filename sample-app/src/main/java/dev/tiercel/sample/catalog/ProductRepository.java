package dev.tiercel.sample.catalog;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The table of products. Micronaut Data writes the implementation; the annotations here are all it takes to cache it.
 *
 * <p>Only annotated methods are cached, and only annotated methods invalidate: of the inherited ones, those that the
 * application calls are declared again. {@link ProductCatalog} reads by it, {@link ProductWrites} changes.
 */
@JdbcRepository(dialect = Dialect.ANSI)
interface ProductRepository extends CrudRepository<Product, Long> {

    @Override
    @Cached(cache = "products", ttl = "60s")
    Optional<Product> findById(Long id);

    /**
     * Each product has the entry that {@link #findById} has; the database is asked once, for those that no tier has. With a
     * time for "no such product": without one such ids are asked for each time.
     */
    @Cached(cache = "products", ttl = "60s", negativeTtl = "60s", each = true)
    List<Product> findByIdIn(Collection<Long> ids);

    @Cached(cache = "product-list", ttl = "60s")
    List<Product> findAllOrderById();

    /** There may be many searches for one tag. The cache's tag of the same name is what they are dropped by. */
    @Cached(cache = "product-search", ttl = "60s", tags = "tag-{tag}")
    @Query("""
            SELECT p.id, p.name, p.price
            FROM product p JOIN product_tag t ON t.product_id = p.id
            WHERE t.tag = :tag AND p.price <= :maxPrice
            ORDER BY p.id""")
    List<Product> findByTag(String tag, BigDecimal maxPrice);

    /** Never from a cache, and nobody else changes the product before the transaction ends. */
    Optional<Product> findByIdForUpdate(Long id);

    /** The parameter is the product, the key is its id: the same key as that of {@link #findById}. */
    @Override
    @CacheInvalidate(cache = "products")
    <S extends Product> S update(@CacheKey("id") S product);

    @Override
    @CacheInvalidate(cache = "products")
    void deleteById(Long id);
}
