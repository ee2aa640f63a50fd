package dev.tiercel.l2;

import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process knows of the epochs of all caches, and where it hears of those that others begin. Thread-safe; nothing
 * here waits.
 *
 * <p>Clearing a cache, or all entries of a tag, is one write: a field of the cache's hash in the shared tier gets another
 * stamp. Stamps are random and each is written once, so whoever believes one believes nothing that is older than it, in
 * whatever order the news of several arrives; a stamp too many costs misses, and is never wrong.
 *
 * <pre>
 *   {prefix}:{cache}:~epochs     cache             -> the cache's stamp; without it the whole hash counts as missing
 *                                id of a tag, hex  -> the tag's stamp; missing: the tag was not dropped since the cache was
 * </pre>
 *
 * <p>The hash has no time to live: without it the cache begins anew, at a cost, and with it nothing is ever wrong. A server
 * that evicts it takes nothing but the entries with it. It is bounded: a cache with too many dropped tags is cleared.
 */
public final class Epochs {
    /** So many fields of dropped tags a cache's hash has, before the cache is cleared instead. */
    static final int MAX_TAGS = 10_000;

    private final L2Store store;
    private final Completions completions;
    private final Duration replayWindow;
    private final EventLog log;
    private final Map<String, KnownEpochs> all = new ConcurrentHashMap<>();

    Epochs(L2Store store, Completions completions, Duration replayWindow, EventLog log) {
        this.store = store;
        this.completions = completions;
        this.replayWindow = replayWindow;
        this.log = log;
    }

    /** @param key of the cache's hash */
    KnownEpochs of(String key) {
        return all.computeIfAbsent(key, each -> new KnownEpochs(each, store, completions, replayWindow, log));
    }

    /** As {@link CacheEpochs#told}, of the cache whose hash has that key, if this process has used it. */
    public void told(String key, String field, String stamp) {
        KnownEpochs known = all.get(key);
        if (known != null) {
            known.told(field, stamp);
        }
    }

    /** News may have been missed: everything is asked for before it is believed again. */
    public void forget() {
        all.values().forEach(KnownEpochs::forget);
    }

    /**
     * The servers may have lost what was written to them last, as after a failover: besides {@link #forget}, what this
     * process has dropped within the last replay window is dropped again, with new stamps. Until that is done, none of it
     * is believed.
     */
    public void renewRecent() {
        all.values().forEach(KnownEpochs::renewRecent);
    }

    /** Drops once more what another knows to have dropped a short time ago, or could not drop. */
    void adopt(Epochs other) {
        other.all.forEach((key, known) -> of(key).dropAgain(known.owed()));
    }

    /** Tries again what no server took. */
    void beginAgain() {
        all.values().forEach(KnownEpochs::beginAgain);
    }

    /** The texts of fields and stamps, in the shared tier and in messages. */
    static final class Field {
        /** The cache itself. */
        static final long CACHE = 0;

        /** Where a cache's hash has its own stamp. */
        static final String CACHE_TEXT = "cache";

        private Field() {}

        static String text(long field) {
            return field == CACHE ? CACHE_TEXT : hex(field);
        }

        static long of(String text) {
            return text.equals(CACHE_TEXT) ? CACHE : stamp(text);
        }

        static String hex(long value) {
            return String.format("%016x", value);
        }

        /** 0: it is none. */
        static long stamp(String text) {
            try {
                return Long.parseUnsignedLong(text, 16);
            } catch (NumberFormatException foreign) {
                return 0;
            }
        }
    }
}
