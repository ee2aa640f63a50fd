package dev.tiercel;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;

/**
 * The way from the API to the agent, by reflection and JDK types only: the agent's engine lives in a class loader of
 * its own, and an application without the agent has nothing to find. A missing or failing agent looks like none.
 */
final class AgentDoor {
    /** Set by the agent when it has started; looked at first, so that an application without it pays for one map read. */
    static final String MARKER = "dev.tiercel.agent";

    private static final String LINK = "dev.tiercel.weaving.entry.Link";
    private static final Object[][] NOTHING = {};

    private AgentDoor() {}

    /** Starts recording this thread's calls; null where there is no agent. */
    static Object beginTrace() {
        return ask("beginTrace", new Class<?>[] {});
    }

    /** Ends what {@link #beginTrace} started: a row for each call {cache, method, outcome's name, nanoseconds}. */
    static Object[][] endTrace(Object trace) {
        if (trace == null) {
            return NOTHING;
        }
        return ask("endTrace", new Class<?>[] {Object.class}, trace) instanceof Object[][] calls ? calls : NOTHING;
    }

    /** A row for each server, the components of RedisNode in their order: enums by name, the history as rows. */
    static Object[][] redisNodes() {
        return ask("redisNodes", new Class<?>[] {}) instanceof Object[][] nodes ? nodes : NOTHING;
    }

    /** The components of Synchrony in their order; null: there is no agent, or no Redis. */
    static Object[] synchrony() {
        return ask("synchrony", new Class<?>[] {}) instanceof Object[] state ? state : null;
    }

    /** A row for each woven method and cache, the components of CachedMethod in their order: enums by name. */
    static Object[][] methods() {
        return ask("methods", new Class<?>[] {}) instanceof Object[][] methods ? methods : NOTHING;
    }

    /** A row for each cache, the components of CacheStats in their order: latencies as rows, outcomes by name. */
    static Object[][] stats() {
        return ask("stats", new Class<?>[] {}) instanceof Object[][] caches ? caches : NOTHING;
    }

    /** {key, {state's name, left, value} of L1, likewise of L2}; null: there is no agent, or nobody reads the cache. */
    static Object[] look(String cache, Object[] parameters) {
        return ask("look", new Class<?>[] {String.class, Object[].class}, cache, parameters) instanceof Object[] row
                ? row
                : null;
    }

    /** Drops the entry of the key that these parameters make. */
    static void invalidate(String cache, Object[] parameters) {
        ask("invalidate", new Class<?>[] {String.class, Object[].class}, cache, parameters);
    }

    /** Drops every entry. */
    static void clear(String cache) {
        ask("clear", new Class<?>[] {String.class}, cache);
    }

    /** Drops every entry that has the tag. */
    static void invalidateTag(String cache, String tag) {
        ask("invalidateTag", new Class<?>[] {String.class, String.class}, cache, tag);
    }

    /** Drops every entry whose key's text fits the pattern; how many there were in Redis. */
    @SuppressWarnings("unchecked") // of this method's own
    static CompletableFuture<Long> invalidatePattern(String cache, String pattern) {
        Object count = ask("invalidatePattern", new Class<?>[] {String.class, String.class}, cache, pattern);
        return count instanceof CompletableFuture<?> future
                ? (CompletableFuture<Long>) future
                : CompletableFuture.completedFuture(0L);
    }

    private static Object ask(String question, Class<?>[] types, Object... arguments) {
        if (System.getProperty(MARKER) == null) {
            return null;
        }
        try {
            return Class.forName(LINK, true, ClassLoader.getSystemClassLoader())
                    .getMethod(question, types)
                    .invoke(null, arguments);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException
                | LinkageError noAgent) {
            return null;
        }
    }
}
