package dev.tiercel.sample.catalog;

import dev.tiercel.Outcome;
import dev.tiercel.sample.resilience.Read;
import io.micronaut.serde.annotation.Serdeable;
import java.util.function.Function;

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

    static <T> Answer<T> of(Read<T> read) {
        return new Answer<>(source(read.outcome()), tier(read.outcome()), read.tookMillis(), read.value());
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
