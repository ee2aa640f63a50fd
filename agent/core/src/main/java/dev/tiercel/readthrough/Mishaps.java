package dev.tiercel.readthrough;

import dev.tiercel.codec.UncopyableException;
import dev.tiercel.key.UnfitKeyException;
import dev.tiercel.log.EventLog;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Our own failures at one woven method: told, counted, and after too many the method runs without us. Whatever happens
 * here, the application's call goes on. Thread-safe.
 */
final class Mishaps {
    private static final int TOO_MANY = 100;

    /** A type of which so many values cannot be copied is given up. */
    private static final int UNCOPYABLE = 10;

    private final String method;
    private final EventLog log;
    private final Runnable bypass;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger uncopyable = new AtomicInteger();
    private final AtomicBoolean undroppable = new AtomicBoolean();

    /** @param bypass takes the method out of the cache for good */
    Mishaps(String method, EventLog log, Runnable bypass) {
        this.method = method;
        this.log = log;
        this.bypass = bypass;
    }

    /** Never throws, whatever is thrown at it. */
    void happened(Throwable mishap) {
        try {
            if (mishap instanceof UnfitKeyException) {
                log.warn(method, method + " runs uncached: " + mishap.getMessage());
                return;
            }
            if (mishap instanceof UncopyableException) {
                uncopyable(mishap);
                return;
            }
            boolean tooMany = count.incrementAndGet() == TOO_MANY;
            if (tooMany) {
                bypass.run();
            }
            log.warn(method, method + " ran uncached after a failure of the cache: " + described(mishap));
            if (tooMany) {
                log.warn(method + " has failed in the cache " + TOO_MANY
                        + " times and runs uncached from now on; please report the lines above");
            }
        } catch (Throwable evenThat) {
            // Out of memory or stack: the application's call matters more than our words.
        }
    }

    /** The method cannot be cached at all; said by its caller once. */
    void unfit(String reason) {
        log.warn(method + " runs uncached: it " + reason);
        bypass.run();
    }

    /** What the method would be answered with cannot be dropped: it is answered no more, or this throws. */
    void undroppable() {
        bypass.run();
        try {
            if (undroppable.compareAndSet(false, true)) {
                log.warn(
                        method,
                        method
                                + " runs uncached from now on: its entries could not be dropped; please report this line");
            }
        } catch (Throwable evenThat) {
            // As above.
        }
    }

    private void uncopyable(Throwable mishap) {
        boolean tooMany = uncopyable.incrementAndGet() == UNCOPYABLE;
        if (tooMany) {
            bypass.run();
        }
        log.warn(
                method,
                method + (tooMany ? " runs uncached from now on: " : " does not keep a value: ") + mishap.getMessage());
    }

    /** What and where, without the message: that may hold a key or a value. */
    private static String described(Throwable mishap) {
        StackTraceElement[] trace = mishap.getStackTrace();
        return mishap.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
