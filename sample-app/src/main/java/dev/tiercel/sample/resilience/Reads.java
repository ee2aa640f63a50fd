package dev.tiercel.sample.resilience;

import dev.tiercel.CacheTrace;
import dev.tiercel.Outcome;
import dev.tiercel.RedisNode;
import dev.tiercel.sample.Stopwatch;
import dev.tiercel.sample.resilience.RedisConnection.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes reads, asks the agent which tier answered them, and counts those that fell back on the database (the meter
 * {@code sample.reads}). An application needs none of it to be cached. Thread-safe.
 */
@Singleton
public class Reads {
    private final Counter regular;
    private final Counter fallbacks;

    Reads(MeterRegistry meters) {
        regular = meters.counter("sample.reads", "fallback", "false");
        fallbacks = meters.counter("sample.reads", "fallback", "true");
    }

    /** Runs the read on the calling thread. What it throws is the caller's. */
    public <T> Read<T> of(Supplier<T> read) {
        var stopwatch = new Stopwatch();
        var trace = CacheTrace.of(read::get);
        var outcome = trace.outcome().orElse(Outcome.LOADER);
        var fallback = outcome == Outcome.LOADER && State.now(RedisNode.all()) == State.UNAVAILABLE;
        (fallback ? fallbacks : regular).increment();
        return new Read<>(trace.value(), outcome, fallback, stopwatch.millis());
    }

    /** The share of reads that fell back, from 0 to 1; null where none was made yet. */
    @Nullable
    Double fallbackRate() {
        return Rates.share(fallbacks.count(), fallbacks.count() + regular.count());
    }
}
