package dev.tiercel.readthrough;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An action that goes from one pause to the next, and only when it is told to. It runs on a thread of its own, but never
 * at the same time as the one that tells it: what several of them do happens in one order, which the test chose.
 */
final class Stepped {
    private static final ThreadLocal<Stepped> CURRENT = new ThreadLocal<>();

    private final Semaphore go = new Semaphore(0);
    private final Semaphore paused = new Semaphore(0);
    private final Thread thread;
    private volatile boolean done;
    private volatile @Nullable Throwable failure;

    Stepped(Callable<?> action) {
        thread = new Thread(() -> run(action));
        thread.setDaemon(true);
        thread.start();
    }

    /** Where an action stops until its next step; elsewhere it does nothing. */
    static void pause() {
        Stepped current = CURRENT.get();
        if (current != null) {
            current.paused.release();
            current.go.acquireUninterruptibly();
        }
    }

    private void run(Callable<?> action) {
        CURRENT.set(this);
        go.acquireUninterruptibly();
        try {
            action.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        done = true;
        paused.release();
    }

    boolean isDone() {
        return done;
    }

    /** Goes on to the next pause, or to the end; nothing where it has ended. */
    void step() throws InterruptedException {
        if (done) {
            return;
        }
        go.release();
        if (!paused.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("a step waits for something");
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    void finish() throws InterruptedException {
        while (!done) {
            step();
        }
        thread.join();
    }
}
