package dev.tiercel.l1;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tiercel.entry.Entry;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in this process, bounded by number and by bytes; those whose time is over are taken out. Thread-safe.
 *
 * <p>A record because the virtual machine takes a record's fields for constants where the record itself is one: that
 * keeps the hot path free of loads and type checks.
 *
 * @param entries made by {@link L1Factory} only
 * @param sweep of these
 */
public record L1(Cache<Object, Entry> entries, Sweep sweep) {

    /** The entry, fresh or not; null: none. Takes no lock and allocates nothing. */
    public @Nullable Entry get(Object key) {
        return entries.getIfPresent(key);
    }

    /** As {@link #get}, without a trace in the statistics of its use. */
    public @Nullable Entry peek(Object key) {
        return entries.policy().getIfPresentQuietly(key);
    }

    /** Whether there is an entry, likewise. */
    public boolean has(Object key) {
        return peek(key) != null;
    }

    /** Puts the entry in place of whatever is there. */
    public void put(Object key, Entry entry) {
        entries.put(key, entry);
        sweep.written();
    }

    /** Puts the entry in place of that very one; where it is there no more, nothing is put. */
    public void replace(Object key, Entry there, Entry entry) {
        entries.asMap().replace(key, there, entry);
    }

    /** Drops the entry; whether there was one. */
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    /** Drops every entry; how many they were, about. */
    public long clear() {
        long before = entries.estimatedSize();
        entries.invalidateAll();
        return before;
    }

    /** Drops every entry that has the tag; looks at all there are. How many it were, about. */
    public long removeTagged(long tag) {
        long before = entries.estimatedSize();
        entries.asMap().values().removeIf(entry -> entry.tags().contains(tag));
        return Math.max(0, before - entries.estimatedSize());
    }

    /** Drops every entry of a key of which the test holds; looks at all there are. How many it were, about. */
    public long removeIf(Predicate<Object> test) {
        long before = entries.estimatedSize();
        entries.asMap().keySet().removeIf(test);
        return Math.max(0, before - entries.estimatedSize());
    }

    /** How many entries have a key of which the test holds; looks at all there are. */
    public long count(Predicate<Object> test) {
        return entries.asMap().keySet().stream().filter(test).count();
    }

    /** The key of an entry of which the test holds; null: none. Likewise. */
    public @Nullable Object find(Predicate<Object> test) {
        return entries.asMap().keySet().stream().filter(test).findFirst().orElse(null);
    }

    /** About how many entries there are. */
    public long size() {
        return entries.estimatedSize();
    }
}
