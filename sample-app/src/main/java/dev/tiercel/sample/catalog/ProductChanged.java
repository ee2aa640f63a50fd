package dev.tiercel.sample.catalog;

/**
 * Tells the rest of the application that a product was created, replaced, given another price or deleted. It comes
 * after the commit: whoever asks the database then is told what is new.
 *
 * @param id which one
 */
public record ProductChanged(long id) {}
