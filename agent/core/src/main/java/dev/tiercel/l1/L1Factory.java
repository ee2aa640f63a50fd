package dev.tiercel.l1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Ticker;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes the L1 of each cache and divides the memory for all of them. Thread-safe.
 *
 * <p>Caffeine bounds a cache by entries or by weight, not both. Here an entry weighs its bytes, but at least the cache's
 * share of the memory divided by the most entries it may have; so the bound on the weight is a bound on both.
 *
 * <p>Every cache has the same share of the memory; the shares shrink when a further cache is made. Nobody but the code
 * that uses a cache holds it, so that the caches of an undeployed application can go.
 */
public final class L1Factory {
    /** What an entry takes beside its value: key, entry, Caffeine's node and table slot. */
    private static final int OVERHEAD_BYTES = 160;

    private final Ticker ticker;
    private final Executor maintenance;
    private long maxBytes;
    private final List<WeakReference<Share>> shares = new ArrayList<>();

    /**
     * @param ticker the clock of every entry
     * @param maintenance where evictions are worked off; it may take its time, a cache that outgrows its write buffer
     *     meanwhile evicts on the writing thread
     * @param maxBytes for all caches together
     */
    public L1Factory(Ticker ticker, Executor maintenance, long maxBytes) {
        this.ticker = ticker;
        this.maintenance = maintenance;
        this.maxBytes = maxBytes;
    }

    /**
     * A new, empty L1.
     *
     * @param onEviction runs for each entry that goes without having been dropped; must not wait
     */
    public synchronized L1 create(long maxEntries, Runnable onEviction) {
        Share share = new Share(maxEntries);
        Cache<Object, Entry> cache = Caffeine.newBuilder()
                .executor(maintenance)
                .maximumWeight(maxBytes)
                .weigher((Object key, Entry entry) -> share.weigh(entry))
                .evictionListener((key, entry, cause) -> onEviction.run())
                .build();
        share.cache = new WeakReference<>(cache);
        shares.removeIf(old -> old.get() == null || old.get().isGone());
        shares.add(new WeakReference<>(share));
        divide();
        return new L1(cache, new Sweep(cache, ticker, maintenance, onEviction));
    }

    /** From now on all caches together have that many bytes. */
    public synchronized void resize(long bytes) {
        maxBytes = bytes;
        if (!shares.isEmpty()) {
            divide();
        }
    }

    private void divide() {
        long each = Math.max(1, maxBytes / shares.size());
        for (WeakReference<Share> reference : shares) {
            Share share = reference.get();
            if (share != null) {
                share.resize(each);
            }
        }
    }

    /** One cache's part of the memory; held by the cache's weigher, so it lives as long as the cache. */
    private static final class Share {
        private final long maxEntries;
        private volatile long leastWeight = 1;
        private WeakReference<Cache<Object, Entry>> cache = new WeakReference<>(null);

        Share(long maxEntries) {
            this.maxEntries = maxEntries;
        }

        int weigh(Entry entry) {
            return (int) Math.min(Integer.MAX_VALUE, Math.max(leastWeight, (long) entry.sizeBytes() + OVERHEAD_BYTES));
        }

        void resize(long bytes) {
            leastWeight = Math.max(1, bytes / maxEntries);
            Cache<Object, Entry> mine = cache.get();
            if (mine != null) {
                mine.policy().eviction().ifPresent(eviction -> eviction.setMaximum(bytes));
            }
        }

        boolean isGone() {
            return cache.get() == null;
        }
    }
}
