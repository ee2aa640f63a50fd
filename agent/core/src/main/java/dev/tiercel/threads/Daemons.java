package dev.tiercel.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes every thread of ours: a daemon that has nothing from the application's thread which happens to make it. A thread that
 * kept the class loader of an undeployed application, would keep all of its classes for as long as it runs. There are three
 * ways to that: the context class loader, inheritable thread locals, and, before Java 24, the protection domains of
 * everybody on the stack.
 */
public final class Daemons {
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
}
