package dev.tiercel.readthrough;

import dev.tiercel.threads.Daemons;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which methods run that no caller waits for: eager refreshes, loads that a stale entry stands in for, and
 * what a stage or a publisher goes on with. Few daemon threads and a short queue; what does not fit is refused, and its
 * caller does without. Thread-safe.
 */
public final class Loads implements AutoCloseable {
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int QUEUE = 1_000;
    private static final int IDLE_SECONDS = 10;

    private static final int CHANGE_THREADS = 4;

    private final ThreadPoolExecutor threads = pool("tiercel-load-", THREADS);

    /** Of their own: a change must not wait until the application's loads are done. */
    private final ThreadPoolExecutor changes = pool("tiercel-change-", CHANGE_THREADS);

    private static ThreadPoolExecutor pool(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                work -> Daemons.thread(name + number.incrementAndGet(), work));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs the work on one of the threads, some time soon.
     *
     * @param application the context class loader it sees, as the application's own threads have it
     * @return false: there are too many loads waiting, and it does not run
     */
    boolean begin(@Nullable ClassLoader application, Runnable work) {
        try {
            threads.execute(() -> {
                Thread current = Thread.currentThread();
                current.setContextClassLoader(application);
                try {
                    work.run();
                } finally {
                    current.setContextClassLoader(null);
                }
            });
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError full) { // No more threads, says the latter.
            return false;
        }
    }

    /** Runs a change of the cache, which waits for L2, some time soon; false: too many are waiting, and it does not run. */
    boolean beginChange(Runnable work) {
        try {
            changes.execute(work);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError full) {
            return false;
        }
    }

    /** Ends the threads; loads that are waiting do not run. */
    @Override
    public void close() {
        threads.shutdownNow();
        changes.shutdown();
    }
}
