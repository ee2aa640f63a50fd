package dev.tiercel.l2;

import dev.tiercel.threads.Daemons;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where answers are handed over to whoever did not wait for them: on threads of their own, for what is done with an answer
 * is the application's code, and a thread of the store would be kept from all other answers by it. Thread-safe.
 *
 * <p>Threads are made when none is free, {@value #MAX_THREADS} at most, and end when they have nothing to do for ten
 * seconds; they have nothing from the application's thread that happens to start them. At most {@value #MAX_UNDER_WAY}
 * answers are waited for; more are taken as they are at once. Where the application's code holds all threads, answers are
 * late.
 */
final class Completions implements AutoCloseable {
    static final int MAX_THREADS = 32;
    static final int MAX_UNDER_WAY = 10_000;
    private static final long IDLE_SECONDS = 10;

    private final long deadlineNanos;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor timer;

    Completions(Duration deadline) {
        this.deadlineNanos = deadline.toNanos();
        this.pool = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new Handover(), this::thread, Completions::wait);
        this.timer = new ScheduledThreadPoolExecutor(1, this::thread);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        return Daemons.thread("tiercel-answer-" + threads.incrementAndGet(), work);
    }

    /** All threads have something to do, or it is the end. */
    private static void wait(Runnable work, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException();
        }
        pool.getQueue().add(work);
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * A stage that ends with the answer, or with the deadline.
     *
     * @param done ends with the answer, whichever way
     * @param byNow tells what there is; neither waits nor throws
     */
    <T> CompletionStage<T> later(CompletableFuture<?> done, Supplier<T> byNow) {
        if (done.isDone()) {
            return CompletableFuture.completedFuture(byNow.get());
        }
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            return CompletableFuture.completedFuture(byNow.get());
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                underWay.decrementAndGet();
                result.complete(byNow.get());
            }
        };
        ScheduledFuture<?> timeout;
        try {
            timeout = timer.schedule(() -> timedOut(end), deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            end.run();
            return result;
        }
        var unused = done.whenComplete((answer, failure) -> {
            // At the end of all things the timeout is what is left.
            if (isTaken(pool, end)) {
                timeout.cancel(false);
            }
        });
        return result;
    }

    private void timedOut(Runnable end) {
        if (!isTaken(pool, end)) {
            end.run();
        }
    }

    private static boolean isTaken(Executor executor, Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Answers under way still end, those that do not come with their deadline. */
    @Override
    public void close() {
        pool.shutdown();
        timer.shutdown();
    }

    /** Takes work only where a thread waits for it, so that the pool makes a thread for it otherwise. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }
    }
}
