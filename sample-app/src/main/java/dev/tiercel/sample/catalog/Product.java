package dev.tiercel.sample.catalog;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of the catalogue.
 *
 * @param id null until the database has given one
 * @param name what customers call it
 * @param price with two decimals, as the column has them
 */
@Serdeable
@MappedEntity(escape = false)
public record Product(@Id @GeneratedValue @Nullable Long id, String name, BigDecimal price) {

    Product withPrice(BigDecimal other) {
        return new Product(id, name, other);
    }
}
