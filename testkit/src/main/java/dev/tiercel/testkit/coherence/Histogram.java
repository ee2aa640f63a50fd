package dev.tiercel.testkit.coherence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Times, counted in buckets that grow: four for each doubling, so that a percentile is at most a quarter too high. The
 * greatest is exact. Immutable.
 */
public final class Histogram {
    private static final int SUB_BITS = 2;
    private static final int BUCKETS = Long.SIZE << SUB_BITS;

    /** Nothing was measured. */
    public static final Histogram EMPTY = new Histogram(new long[BUCKETS], 0);

    private final long[] counts;
    private final long maxNanos;

    private Histogram(long[] counts, long maxNanos) {
        this.counts = counts;
        this.maxNanos = maxNanos;
    }

    /** How many times were measured. */
    public long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The greatest; zero where nothing was measured. */
    public Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    /**
     * The time that this share of the measured ones does not exceed; zero where nothing was measured.
     *
     * @param share 0.5 for the median
     */
    public Duration percentile(double share) {
        long rank = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return Duration.ofNanos(Math.min(end(i), maxNanos));
            }
        }
        return max();
    }

    /** Both together. */
    public Histogram plus(Histogram other) {
        long[] sum = counts.clone();
        for (int i = 0; i < BUCKETS; i++) {
            sum[i] += other.counts[i];
        }
        return new Histogram(sum, Math.max(maxNanos, other.maxNanos));
    }

    /** The buckets that are not empty, from the shortest time to the longest. */
    public List<Bucket> buckets() {
        List<Bucket> all = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                long begin = i == 0 ? 0 : end(i - 1);
                all.add(new Bucket(Duration.ofNanos(begin), Duration.ofNanos(end(i)), counts[i]));
            }
        }
        return all;
    }

    /**
     * So many times lay between these two.
     *
     * @param to exclusive
     */
    public record Bucket(Duration from, Duration to, long count) {}

    /** The last two bits after the leading one tell the quarter of a doubling. */
    private static int index(long nanos) {
        if (nanos < 1 << SUB_BITS) {
            return (int) Math.max(0, nanos);
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int quarter = (int) (nanos >>> (exponent - SUB_BITS)) & ((1 << SUB_BITS) - 1);
        return ((exponent - SUB_BITS + 1) << SUB_BITS) + quarter;
    }

    private static long end(int index) {
        int next = index + 1;
        if (next < 1 << SUB_BITS) {
            return next;
        }
        int shift = (next >> SUB_BITS) - 1;
        long mantissa = (1L << SUB_BITS) + (next & ((1 << SUB_BITS) - 1));
        return shift > Long.SIZE - SUB_BITS - 2 ? Long.MAX_VALUE : mantissa << shift;
    }

    @Override
    public String toString() {
        return count() == 0
                ? "nothing measured"
                : "p50 %s, p99 %s, max %s of %d"
                        .formatted(
                                CoherenceReport.text(percentile(0.5)),
                                CoherenceReport.text(percentile(0.99)),
                                CoherenceReport.text(max()),
                                count());
    }

    /** Where times are counted while they come. Thread-safe. */
    static final class Recorder {
        private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
        private final LongAccumulator max = new LongAccumulator(Math::max, 0);

        void record(long nanos) {
            counts.incrementAndGet(index(nanos));
            max.accumulate(nanos);
        }

        Histogram snapshot() {
            long[] copy = new long[BUCKETS];
            for (int i = 0; i < BUCKETS; i++) {
                copy[i] = counts.get(i);
            }
            return new Histogram(copy, max.get());
        }
    }
}
