package dev.tiercel.sample.catalog;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends to create a product or to replace one.
 *
 * @param tags the words under which it is found; null, or left out: those that it has
 */
@Serdeable
record ProductInput(
        @NotBlank @Size(max = 120) String name,

        @NotNull
        @PositiveOrZero
        @Digits(integer = 10, fraction = 2, message = "must have at most 10 digits before the point and 2 after it")
        BigDecimal price,

        @Nullable @Size(max = 20) Set<@NotBlank @Size(max = 40) String> tags) {

    /** With the price as the database will give it back: 1.5 is 1.50. */
    Product toProduct(@Nullable Long id) {
        return new Product(id, name, price.setScale(2));
    }
}
