package dev.tiercel;

/**
 * The agent's caches, for code that cannot say by an annotation what it changes: an import, a message listener, an
 * administrator's page.
 *
 * <pre>{@code
 * Tiercel.cache("products").invalidate(id);
 * }</pre>
 *
 * <p>Without the agent nothing happens. Thread-safe.
 */
public final class Tiercel {
    private Tiercel() {}

    /**
     * The cache of that name, as in {@link Cached#cache}. It need not be one of this process: a change is made in Redis and
     * told to all instances, so that a process which only writes can change the caches of those that read. Nothing is looked
     * up here, and a name that nobody has changes nothing.
     */
    public static NamedCache cache(String name) {
        return new NamedCache(name);
    }
}
