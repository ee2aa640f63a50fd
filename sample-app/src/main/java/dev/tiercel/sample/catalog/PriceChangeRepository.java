package dev.tiercel.sample.catalog;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The price history of the products. */
@JdbcRepository(dialect = Dialect.ANSI)
interface PriceChangeRepository extends GenericRepository<PriceChange, Long> {

    /** The latest first. */
    @Cached(cache = "price-history", ttl = "60s")
    List<PriceChange> findTop100ByProductIdOrderByIdDesc(long productId);

    @CacheInvalidate(cache = "price-history")
    PriceChange save(@CacheKey("productId") PriceChange change);

    /**
     * Writes the change into the history.
     *
     * @throws ImplausiblePriceException where it cannot be meant; nothing is written
     */
    default PriceChange enter(PriceChange change) {
        if (!change.isPlausible()) {
            throw new ImplausiblePriceException(change);
        }
        return save(change);
    }
}
