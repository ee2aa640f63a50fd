package dev.tiercel.entry;

import org.jspecify.annotations.Nullable;

/**
 * What a tier keeps for one key: a value, which may be null ("the source has nothing" is an answer too), and how long
 * it may be served. A key without an entry is something else: nothing is known of it. Thread-safe.
 */
public final class Entry {
    private final @Nullable Object value;
    private final long freshUntilNanos;
    private final int sizeBytes;

    /** Written without order or lock: two threads may both find themselves the first, which is told twice then. */
    private long usedAtNanos;

    /**
     * @param value the value, as the caller gets it
     * @param freshUntilNanos until when it may be served, by the {@link Ticker} of this process
     * @param sizeBytes an estimate of the memory it takes
     */
    public Entry(@Nullable Object value, long freshUntilNanos, int sizeBytes) {
        this.value = value;
        this.freshUntilNanos = freshUntilNanos;
        this.sizeBytes = sizeBytes;
    }

    /** The value, as the caller gets it; may be null. */
    public @Nullable Object value() {
        return value;
    }

    /** An estimate of the memory it takes. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** True while the entry may be served without asking anybody. */
    public boolean isFresh(long nowNanos) {
        return freshUntilNanos - nowNanos > 0;
    }

    /** True for the first who asks at that reading of the clock, more or less. */
    public boolean isFirstUseAt(long nowNanos) {
        if (usedAtNanos == nowNanos) {
            return false;
        }
        usedAtNanos = nowNanos;
        return true;
    }
}
