package dev.tiercel.sample.resilience;

import dev.tiercel.CacheStats;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What all caches of this process did, as shares from 0 to 1. Null: nothing to divide by yet.
 *
 * @param l1 of all calls, those that L1 answered
 * @param l2 of those that L1 did not answer, those that L2 did
 * @param total of all calls, those that did not run the method
 * @param errors of all calls, those that got what the method threw
 */
record Rates(
        @Nullable Double l1,
        @Nullable Double l2,
        @Nullable Double total,
        @Nullable Double errors) {

    static Rates of(List<CacheStats> caches) {
        var calls = sum(caches, CacheStats::calls);
        var l1Hits = sum(caches, CacheStats::l1Hits);
        return new Rates(
                share(l1Hits, calls),
                share(sum(caches, CacheStats::l2Hits), calls - l1Hits),
                share(calls - sum(caches, CacheStats::loads), calls),
                share(sum(caches, CacheStats::loadFailures), calls));
    }

    /** With four decimals. */
    static @Nullable Double share(double part, double whole) {
        return whole == 0 ? null : Math.round(part / whole * 1e4) / 1e4;
    }

    private static double sum(List<CacheStats> caches, ToLongFunction<CacheStats> count) {
        return caches.stream().mapToLong(count).sum();
    }
}
