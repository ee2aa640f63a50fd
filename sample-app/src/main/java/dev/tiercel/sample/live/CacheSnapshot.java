package dev.tiercel.sample.live;

import dev.tiercel.CacheStats;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one cache has done since its process began, as {@link CacheStats} has it. A reader makes rates of two of them.
 *
 * @param name of the cache
 * @param hitsL1 calls that L1 answered
 * @param hitsL2 calls that L2 answered
 * @param staleServed calls that an entry past its time answered
 * @param joined calls that another's load answered
 * @param loads calls that ran the method
 * @param failures those of them that got what it threw
 * @param invalidations changes made by this process
 * @param heard entries that L1 dropped because another instance said so
 * @param entries how many L1 has now, about
 * @param latency how long calls took, by {@code l2}, {@code stale} or {@code loader}; L1's are not measured
 */
@Serdeable
record CacheSnapshot(
        String name,
        long hitsL1,
        long hitsL2,
        long staleServed,
        long joined,
        long loads,
        long failures,
        long invalidations,
        long heard,
        long entries,
        Map<String, Latency> latency) {

    /** Of all calls since the process began, in milliseconds. */
    @Serdeable
    record Latency(long count, double meanMillis, double p50Millis, double p95Millis, double p99Millis) {

        private static Latency of(CacheStats.Latency latency) {
            return new Latency(
                    latency.count(),
                    latency.count() == 0 ? 0 : millis(latency.total()) / latency.count(),
                    millis(latency.p50()),
                    millis(latency.p95()),
                    millis(latency.p99()));
        }

        private static double millis(Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }

    static CacheSnapshot of(CacheStats stats) {
        var latency = new TreeMap<String, Latency>();
        stats.latencies()
                .forEach((outcome, taken) -> latency.put(outcome.name().toLowerCase(Locale.ROOT), Latency.of(taken)));
        return new CacheSnapshot(
                stats.cache(),
                stats.l1Hits(),
                stats.l2Hits(),
                stats.staleHits(),
                stats.joinedLoads(),
                stats.loads(),
                stats.loadFailures(),
                stats.invalidations(),
                stats.heardInvalidations(),
                stats.l1Entries(),
                latency);
    }
}
