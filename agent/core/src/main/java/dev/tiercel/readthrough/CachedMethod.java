package dev.tiercel.readthrough;

import dev.tiercel.config.CacheConfig;
import dev.tiercel.entry.Entry;
import dev.tiercel.l2.L2;
import dev.tiercel.transaction.Transactions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one woven method that reads. A record of records, because the virtual machine trusts a record's fields:
 * a call site holds all of this as constants. Thread-safe.
 *
 * @param name the method, as {@code ClassName.method}
 * @param cache the cache it belongs to
 * @param region where its entries are in this process
 * @param form in what it returns its values
 * @param entries from its values to entries
 * @param l2 the shared tier
 * @param loads the threads for loads that no caller waits for
 * @param body the method itself, to be run by us
 * @param mishaps what went wrong on our side
 * @param tags how the tags of its entries are made
 */
record CachedMethod(
        String name,
        Cache cache,
        Region region,
        Form form,
        Entries entries,
        L2 l2,
        Loads loads,
        Body body,
        Mishaps mishaps,
        TagRecipe tags) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);

    CacheConfig config() {
        return entries.config();
    }

    /**
     * A lease outlives a load that its waiters give up on; a load that is slower still stores nothing in L2. Not less than
     * five seconds: a short budget says how long others wait, not how long a load takes.
     */
    Duration leaseFor() {
        Duration twice = config().budget().multipliedBy(2);
        return twice.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : twice;
    }

    /** @param patience how long the search may wait */
    Search search(Call call, Patience patience) {
        return Search.fresh(place(call), l2, entries.codec(), leaseFor(), patience);
    }

    Search searchFresher(Call call, long enoughMillis) {
        Patience patience = Patience.from(System.nanoTime(), config().budget());
        return Search.fresher(place(call), l2, entries.codec(), leaseFor(), patience, enoughMillis);
    }

    private Search.Place place(Call call) {
        return new Search.Place(cache.sharedKey(call.key()), cache.epochs(), tags.of(call.arguments()));
    }

    /**
     * True where a call of this thread must not be answered from the cache, and what it loads must not be kept or handed to
     * others: its transaction may see rows that nobody else sees, or the rows of a time before the key's last change.
     */
    boolean readsPast(Object key) {
        Transactions transactions = cache.transactions();
        long began = transactions.began();
        return transactions.seesUncommitted()
                || (began != Transactions.NEVER && region.fence().hasMoved(key, began));
    }

    /** Where the fence stood when what this thread loads now was true: now, or when its transaction began. */
    long stamp() {
        return Math.min(region.fence().stamp(), cache.transactions().began());
    }

    /** What L2 had, as an entry of L1; null: nothing. */
    @Nullable
    Entry sharedEntry(Call call, Search.Found found) {
        return found.entry() == null
                ? null
                : entries.entry(
                        found.entry(), found.bytes(), l2.nowMillis(cache.sharedKey(call.key())), call.startNanos());
    }
}
