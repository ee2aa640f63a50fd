package dev.tiercel.sample.catalog;

import dev.tiercel.CacheTrace;
import dev.tiercel.Outcome;
import dev.tiercel.sample.Stopwatch;
import io.micronaut.serde.annotation.Serdeable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Data, and where it came from.
 *
 * @param source "cache" or "db"
 * @param tier "L1", "L2", "stale" or "loader": which tier answered; without the agent always "loader"
 * @param tookMillis how long the read took in this process
 * @param data what was read
 */
@Serdeable
record Answer<T>(String source, String tier, double tookMillis, T data) {

    /** Runs the read, and asks the agent what its caches did meanwhile. */
    static <T> Answer<T> of(Supplier<T> read) {
        var stopwatch = new Stopwatch();
        var trace = CacheTrace.of(read::get);
        var outcome = trace.outcome().orElse(Outcome.LOADER);
        return new Answer<>(source(outcome), tier(outcome), stopwatch.millis(), trace.value());
    }

    <R> Answer<R> map(Function<T, R> change) {
        return new Answer<>(source, tier, tookMillis, change.apply(data));
    }

    private static String source(Outcome outcome) {
        return outcome == Outcome.LOADER ? "db" : "cache";
    }

    private static String tier(Outcome outcome) {
        return switch (outcome) {
            case L1 -> "L1";
            case L2 -> "L2";
            case STALE -> "stale";
            case LOADER -> "loader";
        };
    }
}
