package dev.tiercel.readthrough;

import dev.tiercel.metrics.Answer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One load of one key under way (single-flight): whoever opened it loads, others wait for what it brings. How it ends is
 * one of {@link Landing}. Thread-safe.
 */
sealed class Flight permits BatchFlight {
    /** How a flight ended, for those who waited. */
    sealed interface Landing {
        /** With a value, as L1 keeps it, and what it is an answer by for those who waited. */
        record Value(@Nullable Object kept, Answer answer) implements Landing {}

        /** The method threw. */
        record Failure(Throwable thrown) implements Landing {}

        /** Without an answer for others: one of them loads. */
        record Nothing() implements Landing {}
    }

    private static final Landing NOTHING = new Landing.Nothing();

    private final CompletableFuture<Landing> landing = new CompletableFuture<>();
    private final long overAtNanos;

    /** Who loads; null: it waits for something and has no thread. */
    private volatile @Nullable Thread owner = Thread.currentThread();

    /** @param most after so long a flight counts as over: its thread has lost it, or is too slow for anybody to wait for */
    Flight(Duration most) {
        overAtNanos = System.nanoTime() + most.toNanos();
    }

    /** True on the thread that loads: it must not wait for itself. */
    boolean isMine() {
        return owner == Thread.currentThread();
    }

    /** From now on this thread loads. */
    void takeOver() {
        owner = Thread.currentThread();
    }

    /** From now on no thread loads: a result is to come that the method has promised. */
    void letGo() {
        owner = null;
    }

    /** True when there is nothing to wait for: it has landed, or nobody is left to land it. */
    boolean isOver() {
        Thread thread = owner;
        return landing.isDone() || System.nanoTime() - overAtNanos > 0 || (thread != null && !thread.isAlive());
    }

    /** @param from where its own call has it from */
    void land(@Nullable Object kept, Answer from) {
        landing.complete(new Landing.Value(kept, from.forFollower()));
    }

    /**
     * An interruption belongs to the thread that was interrupted, a cancellation to who cancelled, and an error of the
     * machine may be gone elsewhere.
     */
    void fail(Throwable thrown) {
        boolean own = thrown instanceof InterruptedException || thrown instanceof CancellationException;
        landing.complete(thrown instanceof Exception && !own ? new Landing.Failure(thrown) : NOTHING);
    }

    void landWithNothing() {
        landing.complete(NOTHING);
    }

    /** Runs once it has landed, on the thread that lands it. */
    void onLanding(Consumer<Landing> action) {
        var unused = landing.thenAccept(action);
    }

    /** Waits for that long; null: it is not over, or the wait was interrupted (which stays set). */
    @Nullable
    Landing await(Duration atMost) {
        try {
            return landing.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (TimeoutException | ExecutionException outOfPatience) {
            return null;
        }
    }

    /** How it ended, when it has, or null after that long; whoever completes or cancels this one moves no other. */
    CompletableFuture<@Nullable Landing> later(Duration atMost) {
        CompletableFuture<@Nullable Landing> mine = new CompletableFuture<>();
        var unused = landing.thenAccept(mine::complete);
        return mine.completeOnTimeout(null, atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
