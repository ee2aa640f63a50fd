package dev.tiercel.redis;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of this room: daemons that have nothing from the application's thread which happens to start them,
 * neither its class loader nor its inheritable thread locals. Their context class loader is ours, because the client
 * library looks its own parts up through it.
 */
final class RedisThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "tiercel-redis-" + count.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(RedisThreads.class.getClassLoader());
        return thread;
    }
}
