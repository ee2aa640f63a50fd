package dev.tiercel.entry;

import org.jspecify.annotations.Nullable;

/**
 * What a tier keeps for one key: a value, which may be null ("the source has nothing" is an answer too), and how long
 * it may be served. A key without an entry is something else: nothing is known of it.
 *
 * @param value the value, as the caller gets it
 * @param freshUntilNanos until when it may be served, by the {@link Ticker} of this process
 * @param sizeBytes an estimate of the memory it takes
 */
public record Entry(@Nullable Object value, long freshUntilNanos, int sizeBytes) {

    /** True while the entry may be served without asking anybody. */
    public boolean isFresh(long nowNanos) {
        return freshUntilNanos - nowNanos > 0;
    }
}
