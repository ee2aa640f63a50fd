package dev.tiercel.metrics;

/**
 * What happens, told to the JDK's flight recorder. Nothing is told where nobody records, and where the module
 * {@code jdk.jfr} is not there: the classes of the events are not even loaded then. Thread-safe.
 */
public final class Events {
    private static final long SLOW_NANOS = 20_000_000;

    private static final boolean ARE_THERE = areThere();

    private Events() {}

    private static boolean areThere() {
        try {
            Class.forName("jdk.jfr.Event", false, Events.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError noModule) {
            return false;
        }
    }

    /** A method ran, for a call or in the background. */
    public static void loaded(String cache, String method, Answer how, boolean background, long tookNanos) {
        if (ARE_THERE) {
            LoadEvent.tell(cache, method, how == Answer.LOADED, background, tookNanos);
        }
    }

    /**
     * A server has answered, or has not.
     *
     * @param failure empty: none
     */
    public static void called(String node, long tookNanos, String failure) {
        if (ARE_THERE && tookNanos >= SLOW_NANOS) {
            SlowCallEvent.tell(node, tookNanos, failure);
        }
    }

    /** A server is another way than before. */
    public static void node(String node, String health, String cause) {
        if (ARE_THERE) {
            NodeEvent.tell(node, health, cause);
        }
    }

    /** What other processes drop is heard from now on, or no more. */
    public static void sync(boolean inSync, String cause) {
        if (ARE_THERE) {
            SyncEvent.tell(inSync, cause);
        }
    }

    /**
     * Entries of a cache were dropped.
     *
     * @param what keys, all, tag, pattern
     * @param count how many of these
     * @param remote whether another process said so
     */
    public static void invalidated(String cache, String what, long count, boolean remote) {
        if (ARE_THERE) {
            InvalidationEvent.tell(cache, what, count, remote);
        }
    }
}
