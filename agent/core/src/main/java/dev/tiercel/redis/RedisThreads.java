package dev.tiercel.redis;

import dev.tiercel.threads.Daemons;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of this room. Their context class loader is ours: the client library looks its own parts up through it. */
final class RedisThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = Daemons.thread("tiercel-redis-" + count.incrementAndGet(), work);
        thread.setContextClassLoader(RedisThreads.class.getClassLoader());
        return thread;
    }
}
