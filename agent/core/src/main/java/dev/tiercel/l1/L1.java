package dev.tiercel.l1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import dev.tiercel.entry.Entry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in this process, bounded by number, by bytes and by time. Thread-safe.
 *
 * <p>A record because the virtual machine takes a record's fields for constants where the record itself is one: that
 * keeps the hot path free of loads and type checks.
 *
 * @param entries made by {@link L1Factory} only
 * @param policy that cache's own
 */
public record L1(Cache<Object, Entry> entries, Policy<Object, Entry> policy) {

    L1(Cache<Object, Entry> entries) {
        this(entries, entries.policy());
    }

    /**
     * The entry, fresh or not; null: none. Takes no lock and allocates nothing, and does not count as a use of the entry:
     * see {@link #used}.
     */
    public @Nullable Entry get(Object key) {
        return policy.getIfPresentQuietly(key);
    }

    /**
     * Tells the cache that the entry was used at that time: what is used is kept rather than what is not. Told once for
     * each tick of the clock and entry, because telling costs half as much as a hit; the cache's policy forgets faster
     * than it would need more.
     */
    public void used(Object key, Entry entry, long nowNanos) {
        if (entry.isFirstUseAt(nowNanos)) {
            var unused = entries.getIfPresent(key);
        }
    }

    /** Puts the entry in place of whatever is there. */
    public void put(Object key, Entry entry) {
        entries.put(key, entry);
    }

    /** Drops the entry if there is one. */
    public void remove(Object key) {
        entries.invalidate(key);
    }

    /** Drops every entry. */
    public void clear() {
        entries.invalidateAll();
    }

    /** Sees to it that entries are kept for that long at least. */
    public void keepFor(Duration ttl) {
        policy.expireAfterWrite().ifPresent(expiry -> {
            if (expiry.getExpiresAfter().compareTo(ttl) < 0) {
                expiry.setExpiresAfter(ttl);
            }
        });
    }

    /** About how many entries there are. */
    public long size() {
        return entries.estimatedSize();
    }
}
