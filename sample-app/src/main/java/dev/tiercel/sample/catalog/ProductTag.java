package dev.tiercel.sample.catalog;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * That a product is found under a word.
 *
 * @param id null until the database has given one
 * @param productId which product
 * @param tag the word
 */
@MappedEntity(escape = false)
record ProductTag(@Id @GeneratedValue @Nullable Long id, long productId, String tag) {}
