package dev.tiercel.sample.catalog;

import io.micronaut.data.annotation.DateCreated;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the price history.
 *
 * @param id null until the database has given one
 * @param productId whose price it was
 * @param oldPrice before the change
 * @param newPrice from the change on
 * @param changedAt by this machine's clock; null until it is written
 */
@Serdeable
@MappedEntity(escape = false)
record PriceChange(
        @Id @GeneratedValue @Nullable Long id,
        long productId,
        BigDecimal oldPrice,
        BigDecimal newPrice,
        // Not finer than the column: what was written and what is read back are equal.
        @DateCreated(truncatedTo = ChronoUnit.MICROS) @Nullable
        Instant changedAt) {

    PriceChange(long productId, BigDecimal oldPrice, BigDecimal newPrice) {
        this(null, productId, oldPrice, newPrice, null);
    }

    /** False: rather a slip of the finger, more than ten times the old price or less than a tenth of it. */
    boolean isPlausible() {
        return oldPrice.signum() == 0
                || (newPrice.compareTo(oldPrice.multiply(BigDecimal.TEN)) <= 0
                        && newPrice.multiply(BigDecimal.TEN).compareTo(oldPrice) >= 0);
    }
}
