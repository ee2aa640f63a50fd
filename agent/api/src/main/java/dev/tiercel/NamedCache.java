package dev.tiercel;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A cache, to be changed by its name: see {@link Tiercel#cache}. Each change has the effect of an annotated method that has
 * just returned: when it is back, this process serves nothing older, and neither do others, within their bounds. None
 * throws, but for null where a text is asked for; none waits longer for Redis than its deadline. Where Redis cannot be
 * reached, the change is made there as soon as it can. Without the agent nothing happens. Immutable and thread-safe.
 */
public final class NamedCache {
    private final String name;

    NamedCache(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** The name of the cache. */
    public String name() {
        return name;
    }

    /**
     * Drops the entry of one key.
     *
     * @param key what the reading method's key parameters are, in their order, or what their {@code @CacheKey} paths lead
     *     to; of another type than they have, it is another key, but that whole numbers of all types are the same
     */
    public void invalidate(Object... key) {
        AgentDoor.invalidate(name, key == null ? new Object[] {null} : key.clone());
    }

    /**
     * What the tiers have under one key. Waits for Redis no longer than a call's deadline.
     *
     * @param key as for {@link #invalidate}
     * @return empty without the agent, and where no method of this process that reads the cache was called yet
     */
    public Optional<CacheLook> look(Object... key) {
        try {
            Object[] row = AgentDoor.look(name, key == null ? new Object[] {null} : key.clone());
            return row == null ? Optional.empty() : Optional.of(CacheLook.of(row));
        } catch (RuntimeException misunderstood) {
            return Optional.empty(); // An agent of another version may know more than this class does.
        }
    }

    /** Drops every entry, as {@code @CacheInvalidate(all = true)} does: one write in Redis, however many entries there are. */
    public void clear() {
        AgentDoor.clear(name);
    }

    /**
     * Drops every entry that has the tag, as {@code @CacheInvalidate(tags = ...)} does: one write in Redis, and a look at all
     * entries of the cache in each process.
     *
     * @param tag as it is, without placeholders: {@code "seller-7"}
     */
    public void invalidateTag(String tag) {
        AgentDoor.invalidateTag(name, Objects.requireNonNull(tag, "tag"));
    }

    /**
     * Drops every entry whose key's text fits a pattern, as Redis's {@code SCAN MATCH} has it: {@code *} is any number of
     * bytes, {@code ?} one, {@code [a-z]} one of a set, {@code [^a]} one that is not, and a backslash takes the next one as it
     * is. The text is what stands in Redis behind {@code prefix:cache:}; of a key whose text is longer than 200 characters
     * only the first 120 and a hash stand there.
     *
     * <p>This takes a walk over all keys of every Redis server, in small batches: where one can tell beforehand what
     * belongs together, tags cost next to nothing. When this returns, it is done in this process; in Redis it goes on in the
     * background, and until it is done this process believes none of these entries there, while other instances may.
     *
     * @return ends, on a thread that may be kept waiting, with the number of keys dropped in Redis, leases of loads under way
     *     among them; -1 where so many patterns were under way that the cache was cleared instead; 0 without the agent
     */
    public CompletableFuture<Long> invalidatePattern(String pattern) {
        return AgentDoor.invalidatePattern(name, Objects.requireNonNull(pattern, "pattern"));
    }

    @Override
    public String toString() {
        return "cache " + name;
    }
}
