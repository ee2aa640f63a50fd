package dev.tiercel.weaving.entry;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * The one class that woven code and the API reach by name. The engine installs itself here; until it has, and after it
 * left, everything answers as if there were no agent. Thread-safe.
 */
public final class Link {
    /** Null: there is none. */
    private static volatile Function<Object[], Object> engine;

    private Link() {}

    /** Makes the engine answer; null: nobody does. */
    static void install(Function<Object[], Object> answers) {
        engine = answers;
    }

    /**
     * The constant of a woven method, asked for once by each constant of its class. It never throws: a failed constant
     * would fail again, slowly, at every call.
     *
     * @param owner the woven class
     * @param role what the handle is for
     * @param type the type the handle has to have
     * @param method name and descriptor of the woven method
     */
    public static MethodHandle link(Class<?> owner, String role, MethodType type, String method) {
        return ask("link", owner, role, type, method) instanceof MethodHandle handle
                        && handle.type().equals(type)
                ? handle
                : MethodHandles.empty(type);
    }

    /**
     * The call site of a woven method in a class file that is too old for computed constants: it returns what
     * {@link #link} does.
     *
     * @param role what the handle is for
     */
    public static CallSite bootstrap(
            MethodHandles.Lookup owner, String role, MethodType site, MethodType type, String method) {
        MethodHandle handle = link(owner.lookupClass(), role, type, method);
        return new ConstantCallSite(MethodHandles.constant(MethodHandle.class, handle));
    }

    /** Begins to record the calling thread's calls; null: nobody does. */
    public static Object beginTrace() {
        return ask("beginTrace");
    }

    /** Ends what {@link #beginTrace} began; an {@code Object[][]} of the calls. */
    public static Object endTrace(Object trace) {
        return ask("endTrace", trace);
    }

    /** What is known of each Redis server; an {@code Object[][]}, or null: there is no agent. */
    public static Object redisNodes() {
        return ask("redisNodes");
    }

    /** Whether this process hears what others invalidate. */
    public static Object synchrony() {
        return ask("synchrony");
    }

    /** What is cached, a row for each method; an {@code Object[][]}, or null: there is no agent. */
    public static Object methods() {
        return ask("methods");
    }

    /** What each cache has done; an {@code Object[][]}, or null: there is no agent. */
    public static Object stats() {
        return ask("stats");
    }

    /** What the tiers of a cache have under a key; an {@code Object[]}, or null: there is no agent, or nobody reads it. */
    public static Object look(String cache, Object[] parameters) {
        return ask("look", cache, parameters);
    }

    /** Drops an entry of a cache, by the parameters that its key is made of. */
    public static void invalidate(String cache, Object[] parameters) {
        ask("invalidate", cache, parameters);
    }

    /** Drops every entry of a cache. */
    public static void clear(String cache) {
        ask("clear", cache);
    }

    /** Drops every entry of a cache that has the tag. */
    public static void invalidateTag(String cache, String tag) {
        ask("invalidateTag", cache, tag);
    }

    /**
     * Drops every entry of a cache whose key's text fits the pattern; a {@code CompletableFuture<Long>}, or null: there is no
     * agent.
     */
    public static Object invalidatePattern(String cache, String pattern) {
        return ask("invalidatePattern", cache, pattern);
    }

    /** Lets the command line, and whoever uses JMX, ask and tell the agent. */
    static void openControl() {
        ask("openControl");
    }

    /** Somebody attaches the agent that is there already. */
    static void again(String argument) {
        ask("again", argument);
    }

    /** Takes the agent out of every method and restores the classes; true: it did. */
    public static boolean leave() {
        return ask("leave") != null;
    }

    private static Object ask(Object... question) {
        Function<Object[], Object> asked = engine;
        try {
            return asked == null ? null : asked.apply(question);
        } catch (Throwable ours) {
            return null;
        }
    }
}
