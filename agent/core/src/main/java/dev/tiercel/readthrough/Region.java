package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.l1.L1;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of a cache that holds values of one type for one application: its L1, the loads under way and the fence that
 * keeps late stores out. Methods of the same cache and type share it. Thread-safe.
 *
 * <p>Whatever forgets a key takes its entry out first and its flight after that: whoever opens the next flight looks into L1
 * once more, and must not find there, and hand on to those who follow, what the change was to remove.
 *
 * <p>What another instance drops is named by its address. A load is in the index before it reads anything, so a message that
 * finds no key there came before that load's reading.
 */
record Region(L1 l1, ConcurrentMap<Object, Flight> flights, Fence fence, KeyIndex index) {

    /**
     * @param sequence of its fence
     * @param index of its keys
     */
    Region(L1 l1, AtomicLong sequence, KeyIndex index) {
        this(l1, new ConcurrentHashMap<>(), new Fence(sequence), index);
    }

    /** The fresh entry, or null. */
    @Nullable
    Entry fresh(Object key, long nowNanos) {
        Entry entry = l1.get(key);
        return entry != null && entry.isFresh(nowNanos) ? entry : null;
    }

    /** Makes the flight the one for this key, or returns the one that is under way. */
    @Nullable
    Flight join(Object key, Flight mine) {
        Flight theirs = index.noting(key, () -> flights.putIfAbsent(key, mine));
        if (theirs != null && theirs.isOver()) {
            flights.remove(key, theirs);
            theirs.landWithNothing();
            return index.noting(key, () -> flights.putIfAbsent(key, mine));
        }
        return theirs;
    }

    /** Ends a flight for newcomers; they find L1, or open their own. */
    void leave(Object key, Flight mine) {
        flights.remove(key, mine);
    }

    /** Forgets the key: its entry, and the load under way for all who come later. Whether there was an entry. */
    boolean drop(Object key) {
        boolean[] was = {false};
        fence.move(key, () -> was[0] = forget(key));
        return was[0];
    }

    /** As {@link #drop}; returns the stamp of it, or -1 where somebody else dropped the key after the given stamp. */
    long dropSince(long stamp, Object key) {
        return fence.move(key, stamp, () -> forget(key), () -> forget(key));
    }

    /**
     * Stores a new entry in place of the key's, or forgets the key where it was dropped after the stamp.
     *
     * @param since where the fence stood when the change began: what other instances have dropped since counts too
     */
    void replaceSince(long stamp, long since, Object key, Entry entry) {
        fence.passAddress(index.address(key), since, isStill -> {
            Runnable store = () -> index.noting(key, () -> {
                l1.put(key, entry);
                return flights.remove(key); // A load that L2 has answered meanwhile, from before the change.
            });
            fence.move(key, stamp, isStill ? store : () -> forget(key), () -> forget(key));
        });
    }

    /** Another instance has dropped the keys with that address; how many entries went. */
    long dropAddress(long address) {
        fence.moveAddress(address);
        return index.find(address).stream().filter(this::drop).count();
    }

    /** Lets go of what only remembers keys that are gone. */
    void tidy() {
        index.tidy(l1.size() + flights.size(), key -> l1.has(key) || flights.containsKey(key));
    }

    /** A transaction has changed the key: it has no entry, and gets none until it is released. */
    void hold(Object key) {
        fence.hold(key, () -> l1.remove(key));
    }

    /** The transaction is over. */
    void release(Object key) {
        fence.release(key);
    }

    /** As {@link #hold}, for every key. */
    void holdAll() {
        fence.holdAll(l1::clear);
    }

    /** As {@link #release}, for what {@link #holdAll} has held. */
    void releaseAll() {
        fence.releaseAll();
    }

    private boolean forget(Object key) {
        boolean was = l1.remove(key);
        flights.remove(key);
        return was;
    }

    /** Forgets every key; how many entries went, about. */
    long clear() {
        return dropMany(l1::clear);
    }

    /** Forgets every entry that has the tag, and every load under way, for nobody knows yet what tags it brings; likewise. */
    long dropTag(long tag) {
        return dropMany(() -> l1.removeTagged(tag));
    }

    /** Forgets every key of which the test holds, and every load under way; likewise. */
    long dropIf(Predicate<Object> test) {
        return dropMany(() -> l1.removeIf(test));
    }

    private long dropMany(LongSupplier removal) {
        long[] count = {0};
        fence.moveAll(() -> {
            count[0] = removal.getAsLong();
            flights.clear();
        });
        return count[0];
    }
}
