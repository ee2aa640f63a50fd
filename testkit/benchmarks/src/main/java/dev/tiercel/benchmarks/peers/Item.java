package dev.tiercel.benchmarks.peers;

import java.math.BigDecimal;

/** What is read: about 300 bytes as JSON, and nobody can change it. Public for the libraries that read its parts. */
public record Item(long id, String name, String description, BigDecimal price, int stock, String maker) {

    static Item number(long id) {
        return new Item(
                id,
                "Item " + id,
                "A description of about the length that an article of a shop has, which is a sentence or two; "
                        + "this one says nothing about item " + id,
                BigDecimal.valueOf(id, 2),
                (int) (id % 100),
                "Somebody who makes such things, in " + id % 7);
    }
}
