package dev.tiercel.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes every thread of ours: a daemon that has nothing from the application's thread which happens to make it. A thread that
 * kept the class loader of an undeployed application, would keep all of its classes for as long as it runs. There are three
 * ways to that: the context class loader, inheritable thread locals, and, before Java 24, the protection domains of
 * everybody on the stack.
 */
public final class Daemons {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Daemons() {}

    /** Not started yet; its context class loader is null. */
    @SuppressWarnings("removal") // Nothing else leaves the callers' protection domains out; on Java 24 it does nothing.
    public static Thread thread(String name, Runnable work) {
        PrivilegedAction<Thread> made = () -> new Thread(null, work, name, 0, false);
        Thread thread = AccessController.doPrivileged(made);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Does what must not be left undone: now, and where that fails (out of stack, for one) on a thread of its own, until it
     * does not fail.
     *
     * @param work may be done more than once
     */
    public static void insist(Runnable work) {
        try {
            work.run();
        } catch (Throwable failed) {
            thread("tiercel-retry", () -> untilDone(work)).start();
        }
    }

    private static void untilDone(Runnable work) {
        boolean done = false;
        while (!done) {
            LockSupport.parkNanos(PAUSE_NANOS);
            try {
                work.run();
                done = true;
            } catch (Throwable again) {
                // As before: it is not given up.
            }
        }
    }
}
