package dev.tiercel.sample.catalog;

/**
 * Tells the rest of the application that a product was created, replaced or deleted.
 *
 * @param id which one
 */
public record ProductChanged(long id) {}
