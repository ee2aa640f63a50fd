package dev.tiercel.l1;

import dev.tiercel.threads.Daemons;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the caches' bookkeeping is done: one daemon thread that looks for work every few milliseconds.
 *
 * <p>A cache asks for maintenance on the thread that reads or writes it. An executor that wakes a worker makes that
 * reader pay for the wake-up; leaving the work for a thread that comes by anyway costs it next to nothing. A cache that
 * is written to faster asks again and again; its request is always the same object and waits once, so what waits is
 * bounded by the number of caches.
 */
public final class Maintenance implements Executor, AutoCloseable {
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final Thread worker;
    private volatile boolean closed;

    public Maintenance(Duration interval) {
        long intervalNanos = interval.toNanos();
        worker = Daemons.thread("tiercel-maintenance", () -> run(intervalNanos));
        worker.start();
    }

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
    }

    private void run(long intervalNanos) {
        while (!closed) {
            for (Iterator<Runnable> each = waiting.iterator(); each.hasNext(); ) {
                Runnable work = each.next();
                each.remove(); // First: what is asked for from now on has to be done again.
                try {
                    work.run();
                } catch (RuntimeException | Error keepGoing) {
                    // Caffeine logs what its own work throws; the other caches' work must still be done.
                }
            }
            LockSupport.parkNanos(intervalNanos);
        }
    }

    /** Ends the thread; what is waiting is left. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(worker);
    }
}
