package dev.tiercel.readthrough;

import dev.tiercel.entry.Tags;
import dev.tiercel.transaction.Postponed;
import dev.tiercel.transaction.Transaction;
import dev.tiercel.transaction.Transactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one cache that wait for the end of a transaction. While one waits, the key has no entry in L1 and gets
 * none: so a hit cannot hide from the transaction what it has written, and the hot path need not ask. Other threads are
 * answered from L2 or the source, with what was last committed; the transaction's own threads read past the cache.
 *
 * <pre>
 *   change      ── hold: the entry leaves L1, and stores are refused by the fence
 *   commit      ── drop in every tier, as outside a transaction ── release
 *   rollback    ── release
 * </pre>
 *
 * <p>Several transactions may hold one key: holds are counted. Thread-safe.
 */
final class Uncommitted {
    /** With more keys than this a transaction clears the cache when it commits. */
    static final int MOST_KEYS = 10_000;

    private static final int KEYS_AT_ONCE = 500;

    private final Cache cache;
    private final Transactions transactions;

    /** Those of transactions that are not over; guarded by this. */
    private final Set<Changes> open = new HashSet<>();

    Uncommitted(Cache cache, Transactions transactions) {
        this.cache = cache;
        this.transactions = transactions;
    }

    /**
     * Makes the change wait for the transactions that this thread is in.
     *
     * @param key null: all keys
     * @return false: it has to be made now, whether it is made once more later or not
     */
    boolean postpone(@Nullable Object key) {
        return postpone(changes -> changes.add(key));
    }

    /** Likewise, of what has one of the tags. */
    boolean postponeTags(Tags tags) {
        return postpone(changes -> changes.addTags(tags));
    }

    private boolean postpone(Predicate<Changes> change) {
        List<Transaction> current = transactions.current();
        boolean all = current.stream().anyMatch(Transaction::isMeant);
        for (Transaction each : current) {
            Postponed changes = each.postponed(this, Changes::new);
            // One that has ended meanwhile, on another thread, ended without this change.
            all &= changes instanceof Changes mine && change.test(mine);
        }
        return all;
    }

    /** A region comes into the cache: what is held is held there too before anybody finds it. */
    synchronized void admit(Region region, Runnable publish) {
        open.forEach(each -> each.holdIn(region));
        publish.run();
    }

    /** What one transaction has changed. */
    private final class Changes implements Postponed {
        private Set<Object> keys = new LinkedHashSet<>();
        private final Set<Tags> tags = new LinkedHashSet<>();
        private boolean all;
        private boolean over;

        boolean add(@Nullable Object key) {
            synchronized (Uncommitted.this) {
                if (over) {
                    return false;
                }
                open.add(this);
                if (all) {
                    return true;
                }
                if (key != null && keys.size() < MOST_KEYS) {
                    if (keys.add(key)) {
                        cache.regions().forEach(region -> region.hold(key));
                    }
                    return true;
                }
                holdAll();
                releaseKeys();
                all = true;
                return true;
            }
        }

        /** Which keys they are, nobody knows: all are held. */
        boolean addTags(Tags dropped) {
            synchronized (Uncommitted.this) {
                if (over) {
                    return false;
                }
                open.add(this);
                if (tags.size() >= MOST_KEYS) {
                    return add(null);
                }
                holdAll();
                tags.add(dropped);
                return true;
            }
        }

        private void holdAll() {
            if (!holdsAll()) {
                cache.regions().forEach(Region::holdAll);
            }
        }

        private boolean holdsAll() {
            return all || !tags.isEmpty();
        }

        private void holdIn(Region region) {
            if (holdsAll()) {
                region.holdAll();
            }
            keys.forEach(region::hold);
        }

        private void releaseKeys() {
            for (Region region : cache.regions()) {
                keys.forEach(region::release);
            }
            keys = Set.of();
        }

        /** What cannot be dropped one by one is dropped with everything else. */
        @Override
        public void run() {
            try {
                drop();
            } catch (Throwable mishap) {
                cache.clear();
                throw mishap;
            }
        }

        private void drop() {
            List<Object> changed;
            List<Tags> dropped;
            boolean everything;
            synchronized (Uncommitted.this) {
                changed = new ArrayList<>(keys);
                dropped = new ArrayList<>(tags);
                everything = all;
            }
            if (everything) {
                cache.clear();
            } else {
                for (int from = 0; from < changed.size(); from += KEYS_AT_ONCE) {
                    cache.dropAll(changed.subList(from, Math.min(from + KEYS_AT_ONCE, changed.size())));
                }
                dropped.forEach(cache::dropTags);
            }
        }

        @Override
        public void end() {
            synchronized (Uncommitted.this) {
                over = true;
                open.remove(this);
                if (holdsAll()) {
                    cache.regions().forEach(Region::releaseAll);
                }
                releaseKeys();
            }
        }
    }
}
