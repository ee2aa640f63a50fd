package dev.tiercel.export;

import dev.tiercel.metrics.LatencyHistogram;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One meter, as every reader is told it.
 *
 * @param name by Micrometer's conventions: small words with dots between them
 * @param unit of what is counted; empty: none
 * @param help one sentence
 * @param series what there is now
 */
record Meter(String name, Kind kind, String unit, String help, Supplier<List<Series>> series) {
    enum Kind {
        /** It only grows. */
        COUNTER,
        GAUGE,
        /** Counts times, in nanoseconds. */
        TIMER
    }

    /**
     * The values of a meter under one set of tags.
     *
     * @param tags name, value, name, value, ...
     * @param value asked for each time; of a timer it means nothing
     * @param times of a timer; else null
     */
    record Series(
            List<String> tags,
            DoubleSupplier value,
            @Nullable LatencyHistogram times) {
        static Series of(DoubleSupplier value, String... tags) {
            return new Series(List.of(tags), value, null);
        }

        static Series of(LatencyHistogram times, String... tags) {
            return new Series(List.of(tags), () -> 0, times);
        }
    }
}
