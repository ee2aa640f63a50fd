package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.l1.L1;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The part of a cache that holds values of one type for one application: its L1, the loads under way and the fence that
 * keeps late stores out. Methods of the same cache and type share it. Thread-safe.
 */
record Region(L1 l1, ConcurrentMap<Object, Flight> flights, Fence fence) {

    /** @param sequence of its fence */
    Region(L1 l1, AtomicLong sequence) {
        this(l1, new ConcurrentHashMap<>(), new Fence(sequence));
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
        Flight theirs = flights.putIfAbsent(key, mine);
        if (theirs != null && theirs.isOver()) {
            flights.remove(key, theirs);
            theirs.landWithNothing();
            return flights.putIfAbsent(key, mine);
        }
        return theirs;
    }

    /** Ends a flight for newcomers; they find L1, or open their own. */
    void leave(Object key, Flight mine) {
        flights.remove(key, mine);
    }

    /** Forgets the key: its entry, and the load under way for all who come later. */
    void drop(Object key) {
        fence.move(key, () -> forget(key));
    }

    /** As {@link #drop}; returns the stamp of it, or -1 where somebody else dropped the key after the given stamp. */
    long dropSince(long stamp, Object key) {
        return fence.move(key, stamp, () -> forget(key), () -> forget(key));
    }

    /** Stores a new entry in place of the key's, or forgets the key where it was dropped after the stamp. */
    void replaceSince(long stamp, Object key, Runnable store) {
        fence.move(key, stamp, store, () -> forget(key));
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

    private void forget(Object key) {
        flights.remove(key);
        l1.remove(key);
    }

    /** Forgets every key. */
    void clear() {
        fence.moveAll(() -> {
            flights.clear();
            l1.clear();
        });
    }
}
