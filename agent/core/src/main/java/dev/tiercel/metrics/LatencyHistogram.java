package dev.tiercel.metrics;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * How long calls took, in about 180 intervals of which each is a seventh longer than the one before, or less: the
 * standard series of twenty steps for a power of ten, so that round times are bounds. From a microsecond to a quarter of
 * an hour; what is longer is in the last one. Thread-safe.
 *
 * <p>Of our own: HdrHistogram is more exact than anybody here needs, and its concurrent form is of two copies that
 * every reader swaps.
 */
public final class LatencyHistogram {
    private static final int[] SERIES = {
        100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900
    };

    private static final long FIRST_NANOS = 1_000;
    private static final int DECADES = 9;

    /** The last nanosecond of each interval but the last one. */
    private static final long[] BOUNDS = bounds();

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    private final List<WeakReference<LongConsumer>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

    private static long[] bounds() {
        long[] bounds = new long[DECADES * SERIES.length];
        long unit = FIRST_NANOS / SERIES[0];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = unit * SERIES[i % SERIES.length];
            unit = i % SERIES.length == SERIES.length - 1 ? unit * 10 : unit;
        }
        return bounds;
    }

    /** A call took that long. */
    public void record(long nanos) {
        int found = Arrays.binarySearch(BOUNDS, nanos);
        counts.incrementAndGet(found >= 0 ? found : -found - 1);
        totalNanos.add(Math.max(0, nanos));
        maxNanos.accumulate(nanos);
        for (WeakReference<LongConsumer> each : listeners) {
            LongConsumer listener = each.get();
            if (listener != null) {
                listener.accept(nanos);
            }
        }
    }

    /**
     * Tells each time from now on, on the thread of the call.
     *
     * @param listener held weakly; must not wait or throw
     */
    public void tell(LongConsumer listener) {
        listeners.removeIf(each -> each.get() == null);
        listeners.add(new WeakReference<>(listener));
    }

    /** What was recorded so far. */
    public Snapshot snapshot() {
        long[] copy = new long[counts.length()];
        Arrays.setAll(copy, counts::get);
        return new Snapshot(copy, totalNanos.sum(), maxNanos.get());
    }

    /** What was recorded up to a moment. Immutable. */
    public static final class Snapshot {
        private final long[] counts;
        private final long totalNanos;
        private final long maxNanos;

        private Snapshot(long[] counts, long totalNanos, long maxNanos) {
            this.counts = counts;
            this.totalNanos = totalNanos;
            this.maxNanos = maxNanos;
        }

        /** How many calls. */
        public long count() {
            return Arrays.stream(counts).sum();
        }

        public long totalNanos() {
            return totalNanos;
        }

        /** The longest. */
        public long maxNanos() {
            return maxNanos;
        }

        /** Calls that took no longer; exact where the time is a bound, which round ones are. */
        public long upTo(long nanos) {
            long sum = 0;
            for (int i = 0; i < BOUNDS.length && BOUNDS[i] <= nanos; i++) {
                sum += counts[i];
            }
            return sum;
        }

        /**
         * The time that so many of the calls did not exceed, rounded up to the bound of its interval; 0 where there were
         * none.
         *
         * @param share from 0 to 1
         */
        public long percentileNanos(double share) {
            long wanted = (long) Math.ceil(share * count());
            long sum = 0;
            for (int i = 0; i < BOUNDS.length; i++) {
                sum += counts[i];
                if (sum >= wanted) {
                    return Math.min(BOUNDS[i], maxNanos);
                }
            }
            return maxNanos;
        }
    }
}
