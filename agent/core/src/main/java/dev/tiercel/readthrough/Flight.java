package dev.tiercel.readthrough;

import dev.tiercel.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One load of one key under way (single-flight): the thread that opened it loads, others wait for what it brings. How
 * it ends is one of {@link Landing}. Thread-safe.
 */
final class Flight {
    /** How a flight ended, for those who waited. */
    sealed interface Landing {
        /** With a value, which may be null, from that tier. */
        record Value(@Nullable Object value, Outcome outcome) implements Landing {}

        /** The method threw. */
        record Failure(Throwable thrown) implements Landing {}

        /** Without an answer for others: they load for themselves. */
        record Nothing() implements Landing {}
    }

    private static final Landing NOTHING = new Landing.Nothing();

    private final Thread owner = Thread.currentThread();
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();

    /** True on the thread that loads: it must not wait for itself. */
    boolean isMine() {
        return owner == Thread.currentThread();
    }

    /** True when there is nothing to wait for: it has landed, or nobody is left to land it. */
    boolean isOver() {
        return landing.isDone() || !owner.isAlive();
    }

    void land(@Nullable Object value, Outcome outcome) {
        landing.complete(new Landing.Value(value, outcome));
    }

    /** An interruption belongs to the thread that was interrupted, and an error of the machine may be gone elsewhere. */
    void fail(Throwable thrown) {
        boolean others = thrown instanceof Exception && !(thrown instanceof InterruptedException);
        landing.complete(others ? new Landing.Failure(thrown) : NOTHING);
    }

    void landWithNothing() {
        landing.complete(NOTHING);
    }

    /** Waits within the budget; an interruption stays set and ends the wait. */
    Landing await(Duration budget) {
        try {
            return landing.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return NOTHING;
        } catch (TimeoutException | ExecutionException outOfBudget) {
            return NOTHING;
        }
    }
}
