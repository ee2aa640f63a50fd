package dev.tiercel.l2;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An answer of the shared tier under way. Both ways to it end within the deadline and never fail. Thread-safe. */
public interface Pending<T> {
    /** Waits for it. An interruption stays set and ends the wait. */
    T await();

    /** The answer when it is there; never completed on a thread that must not be kept waiting. */
    CompletionStage<T> later();

    /** One that is there already. */
    static <T> Pending<T> now(T value) {
        return new Pending<>() {
            @Override
            public T await() {
                return value;
            }

            @Override
            public CompletionStage<T> later() {
                return CompletableFuture.completedFuture(value);
            }
        };
    }
}
