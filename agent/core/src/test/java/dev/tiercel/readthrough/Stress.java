package dev.tiercel.readthrough;

import dev.tiercel.entry.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Threads that are at the same thing at once. They change at the steps, not only where the scheduler happens to: what is rare
 * becomes frequent.
 */
final class Stress implements AutoCloseable {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Future<?>> begun = new ArrayList<>();

    /** A step, at which another thread may go on. */
    static void letOthersGo() {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            Thread.yield();
        }
    }

    /** It is asked for right after a look into L1, which makes that a step. */
    static Ticker stepping(Ticker ticker) {
        return () -> {
            letOthersGo();
            return ticker.nanos();
        };
    }

    /** Begins a thread that does it so often. */
    void repeat(int times, Callable<?> action) {
        begun.add(pool.submit(() -> {
            for (int i = 0; i < times; i++) {
                action.call();
            }
            return "done";
        }));
    }

    /** Waits for all that have begun; what one of them throws, is thrown. */
    void await() throws Exception {
        for (Future<?> each : begun) {
            each.get();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
