package dev.tiercel.metrics;

import dev.tiercel.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What one cache has done, and how large it is now.
 *
 * @param cache its name
 * @param entries how many L1 has, about
 */
public record CacheFigures(String cache, CacheCounts counts, LongSupplier entries) {
    /** Those whose time is measured. */
    public static final List<Outcome> TIMED = List.of(Outcome.L2, Outcome.STALE, Outcome.LOADER);

    /** In types of the JDK, as the API's {@code CacheStats} reads it. */
    public Object[] row() {
        return new Object[] {
            cache,
            counts.of(Answer.L1),
            counts.of(Answer.L2),
            counts.of(Answer.STALE),
            counts.of(Answer.LOADED) + counts.of(Answer.FAILED),
            counts.of(Answer.FAILED),
            counts.of(Answer.JOINED) + counts.of(Answer.JOINED_ELSEWHERE),
            counts.of(Count.PUTS),
            counts.of(Count.INVALIDATIONS),
            counts.of(Count.HEARD_INVALIDATIONS),
            counts.of(Count.EVICTIONS),
            counts.of(Count.LOST_LEASES),
            entries.getAsLong(),
            TIMED.stream().map(this::latency).toArray(Object[][]::new)
        };
    }

    private Object[] latency(Outcome outcome) {
        LatencyHistogram.Snapshot took = counts.latency(outcome).snapshot();
        return new Object[] {
            outcome.name(),
            took.count(),
            Duration.ofNanos(took.totalNanos()),
            Duration.ofNanos(took.percentileNanos(0.5)),
            Duration.ofNanos(took.percentileNanos(0.95)),
            Duration.ofNanos(took.percentileNanos(0.99)),
            Duration.ofNanos(took.maxNanos())
        };
    }
}
