package dev.tiercel.codec;

import dev.tiercel.entry.Stamps;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the shared tier held.
 *
 * @param value null is a value too: the entry says that there is nothing in the database
 * @param freshUntilMillis by the shared tier's clock
 * @param ttlMillis how long it was fresh when it was stored
 * @param stamps under which it was made
 */
public record Decoded(@Nullable Object value, long freshUntilMillis, long ttlMillis, Stamps stamps) {}
