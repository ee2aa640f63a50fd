package dev.tiercel.entry;

import org.jspecify.annotations.Nullable;

/**
 * What a tier keeps for one key: a value, which may be null ("the source has nothing" is an answer too), and how long
 * it may be served. A key without an entry is something else: nothing is known of it. Immutable.
 *
 * <pre>
 *   stored ──── hit ────▶ hitUntil ── answers, and is loaded anew ──▶ freshUntil ── stale-if-error ──▶ deadAt
 * </pre>
 *
 * <p>There is one for each key in L1. Nearly all have one time and no tags; those take 32 bytes.
 */
public final class Entry {
    private final @Nullable Object value;
    private final long hitUntilNanos;
    private final int sizeBytes;

    /** Null: there is no more to it. */
    private final @Nullable More more;

    private record More(long freshUntilNanos, long deadAtNanos, Tags tags) {}

    /**
     * Times are those of the {@link Ticker} of this process.
     *
     * @param value the value, as it is kept: see {@code Sharing}
     * @param hitUntilNanos until when it is served without another thought
     * @param freshUntilNanos until when it may be served; never before {@code hitUntilNanos}
     * @param deadAtNanos until when it may be served where nothing better can be had; never before {@code freshUntilNanos}
     * @param sizeBytes an estimate of the memory it takes
     * @param tags by which it is dropped together with others
     */
    public Entry(
            @Nullable Object value,
            long hitUntilNanos,
            long freshUntilNanos,
            long deadAtNanos,
            int sizeBytes,
            Tags tags) {
        this.value = value;
        this.hitUntilNanos = hitUntilNanos;
        this.sizeBytes = sizeBytes;
        boolean ends = freshUntilNanos == hitUntilNanos && deadAtNanos == hitUntilNanos;
        more = ends && tags.count() == 0 ? null : new More(freshUntilNanos, deadAtNanos, tags);
    }

    /** One without tags. */
    public Entry(@Nullable Object value, long hitUntilNanos, long freshUntilNanos, long deadAtNanos, int sizeBytes) {
        this(value, hitUntilNanos, freshUntilNanos, deadAtNanos, sizeBytes, Tags.NONE);
    }

    public @Nullable Object value() {
        return value;
    }

    public long freshUntilNanos() {
        return more == null ? hitUntilNanos : more.freshUntilNanos;
    }

    public long deadAtNanos() {
        return more == null ? hitUntilNanos : more.deadAtNanos;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    public Tags tags() {
        return more == null ? Tags.NONE : more.tags;
    }

    /** True while the entry is served without another thought: all that a hit asks. */
    public boolean isHit(long nowNanos) {
        return hitUntilNanos - nowNanos > 0;
    }

    /** True while the entry may be served without asking anybody. */
    public boolean isFresh(long nowNanos) {
        return freshUntilNanos() - nowNanos > 0;
    }

    /** True while the entry may be served because its source failed or is slow. */
    public boolean isAlive(long nowNanos) {
        return deadAtNanos() - nowNanos > 0;
    }

    /** The same entry, served without another thought for a while longer. */
    public Entry hitFor(long untilNanos) {
        return new Entry(value, untilNanos, freshUntilNanos(), deadAtNanos(), sizeBytes, tags());
    }
}
