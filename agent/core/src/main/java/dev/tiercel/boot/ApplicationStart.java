package dev.tiercel.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The application's start, which shares its processors with whatever of ours is made ready meanwhile; what can wait waits for
 * its end. It is over when few classes are loaded any more, when the first woven method is called, or after half a minute.
 * Thread-safe.
 */
public final class ApplicationStart {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** So many looks in a row have to see few classes: half a second, for a start waits for databases and the like. */
    private static final int LOOKS = 10;

    private static final int FEW_CLASSES = 5;

    private final AtomicInteger classes = new AtomicInteger();

    // Guarded by this.
    private final List<Runnable> waiting = new ArrayList<>();

    private volatile boolean over;

    private final LongSupplier nanos;
    private final LongConsumer pause;

    public ApplicationStart() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param nanos a clock
     * @param pause waits for so many nanoseconds
     */
    ApplicationStart(LongSupplier nanos, LongConsumer pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /** A class of the application is being loaded. */
    public void loading() {
        if (!over) {
            classes.incrementAndGet();
        }
    }

    /** Runs the step once it is over, on the thread that ends it: it should only begin something. */
    public void whenOver(Runnable step) {
        synchronized (this) {
            if (!over) {
                waiting.add(step);
                return;
            }
        }
        step.run();
    }

    /** It is over, if it was not before. */
    public void end() {
        if (over) {
            return;
        }
        List<Runnable> steps;
        synchronized (this) {
            over = true;
            steps = List.copyOf(waiting);
            waiting.clear();
        }
        steps.forEach(Runnable::run);
    }

    /** Waits for its end. */
    public void await() {
        long began = nanos.getAsLong();
        int quiet = 0;
        int before = classes.get();
        while (!over && quiet < LOOKS && nanos.getAsLong() - began < LONGEST_NANOS) {
            pause.accept(LOOK_NANOS);
            int now = classes.get();
            quiet = now - before <= FEW_CLASSES ? quiet + 1 : 0;
            before = now;
        }
        end();
    }
}
