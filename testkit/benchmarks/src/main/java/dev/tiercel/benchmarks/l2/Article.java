package dev.tiercel.benchmarks.l2;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What is read: about 300 bytes as JSON. */
record Article(
        long id, String name, String description, BigDecimal price, int stock, LocalDate listed, List<String> tags) {

    static Article number(long id) {
        return new Article(
                id,
                "Article " + id,
                "A description of about the length that an article of a shop has, which is a sentence or two; "
                        + "this one says nothing about article " + id,
                BigDecimal.valueOf(id, 2),
                (int) (id % 100),
                LocalDate.of(2026, 1, 1).plusDays(id % 300),
                List.of("tools", "garden", "new"));
    }
}
