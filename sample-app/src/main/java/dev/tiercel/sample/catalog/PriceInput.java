package dev.tiercel.sample.catalog;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;

/** What a client sends to change a product's price. */
@Serdeable
record PriceInput(
        @NotNull
        @PositiveOrZero
        @Digits(integer = 10, fraction = 2, message = "must have at most 10 digits before the point and 2 after it")
        BigDecimal price) {

    /** As the database will give it back: 1.5 is 1.50. */
    BigDecimal scaled() {
        return price.setScale(2);
    }
}
