package dev.tiercel.readthrough;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a load that began before an invalidation from storing what it found (the "stale set").
 *
 * <pre>
 *   load:          stamp ............ read L2 or the source ............ pass? store : drop
 *   invalidation:            move + remove L1 .. drop L2 .. move + remove L1
 * </pre>
 *
 * <p>A load takes a stamp when it begins. An invalidation moves the fence of its key and removes the entry as one step;
 * a store checks the stamp and puts the entry as one step. So either the store comes first and its entry is removed, or
 * it comes later and is refused. An invalidation moves the fence twice, before and after it drops the entry in L2:
 * otherwise a load that began between the two could read the old value from L2 and keep it in L1 for good.
 *
 * <p>Keys share stripes: a collision refuses a store that would have been fine, which costs one more load and is never
 * wrong. Thread-safe; the hot path never comes here.
 *
 * <p>A key may be held besides, while a transaction has changed it and not yet committed: until it is released by all who
 * hold it, no store passes.
 */
final class Fence {
    private static final int STRIPES = 256;

    private final AtomicLong sequence;
    private final Stripe[] stripes;

    /** By the address of a key, for changes of keys that this instance does not know yet. */
    private final Stripe[] addressed = stripes(STRIPES);

    /** How often every key is held. */
    private final AtomicInteger heldAll = new AtomicInteger();

    /** @param sequence of its moves; fences may share one, so that the stamp of one can be compared with another's */
    Fence(AtomicLong sequence) {
        this(STRIPES, sequence);
    }

    /** @param count a power of two */
    Fence(int count, AtomicLong sequence) {
        this.sequence = sequence;
        stripes = stripes(count);
    }

    private static Stripe[] stripes(int count) {
        Stripe[] stripes = new Stripe[count];
        Arrays.setAll(stripes, i -> new Stripe());
        return stripes;
    }

    /** Where the fence stands now, for any key. */
    long stamp() {
        return sequence.get();
    }

    /** True where the key's fence has moved since the stamp. */
    boolean hasMoved(Object key, long stamp) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            return stripe.movedAt > stamp;
        }
    }

    /** Runs the store unless the key is held, or its fence has moved since the stamp; false: so it is. */
    boolean pass(Object key, long stamp, Runnable store) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            if (stripe.movedAt > stamp || isHeld(stripe, key)) {
                return false;
            }
            store.run();
            return true;
        }
    }

    /** Moves the key's fence and runs the removal. */
    void move(Object key, Runnable removal) {
        move(key, Long.MAX_VALUE, removal, removal);
    }

    /**
     * Moves the key's fence, and runs the one action where it stood still since the stamp, the other where it did not, or
     * where the key is held.
     *
     * @return the stamp of this move; -1: the fence had been moved by somebody else
     */
    long move(Object key, long stamp, Runnable unmoved, Runnable moved) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            boolean still = stripe.movedAt <= stamp;
            stripe.movedAt = sequence.incrementAndGet();
            (still && !isHeld(stripe, key) ? unmoved : moved).run();
            return still ? stripe.movedAt : -1;
        }
    }

    /** Moves the fence of every key and runs the removal. */
    void moveAll(Runnable removal) {
        long movedAt = sequence.incrementAndGet();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                // A store that passed before the move has put its entry once its stripe is free.
                stripe.movedAt = Math.max(stripe.movedAt, movedAt);
            }
        }
        removal.run();
    }

    /** Another instance has dropped what has that address. */
    void moveAddress(long address) {
        Stripe stripe = addressed[(int) (address >>> 56)];
        synchronized (stripe) {
            stripe.movedAt = sequence.incrementAndGet();
        }
    }

    /** Runs the action with whether no other instance has dropped what has that address since the stamp. */
    void passAddress(long address, long stamp, Consumer<Boolean> action) {
        Stripe stripe = addressed[(int) (address >>> 56)];
        synchronized (stripe) {
            action.accept(stripe.movedAt <= stamp);
        }
    }

    /** Holds the key, once more, and runs the removal. */
    void hold(Object key, Runnable removal) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            Map<Object, Integer> held = stripe.held == null ? new HashMap<>() : stripe.held;
            held.merge(key, 1, Integer::sum);
            stripe.held = held;
            removal.run();
        }
    }

    /** Releases what {@link #hold} has held, once. */
    void release(Object key) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            Map<Object, Integer> held = stripe.held;
            if (held != null) {
                held.computeIfPresent(key, (any, count) -> count > 1 ? count - 1 : null);
                stripe.held = held.isEmpty() ? null : held;
            }
        }
    }

    /** Holds every key, once more, and runs the removal. */
    void holdAll(Runnable removal) {
        heldAll.incrementAndGet();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                // As in moveAll: no store is under way any more that has not seen it.
            }
        }
        removal.run();
    }

    /** Releases what {@link #holdAll} has held, once. */
    void releaseAll() {
        heldAll.decrementAndGet();
    }

    private boolean isHeld(Stripe stripe, Object key) {
        return heldAll.get() > 0 || (stripe.held != null && stripe.held.containsKey(key));
    }

    private Stripe stripeOf(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return stripes[(hash >>> 16) & (stripes.length - 1)];
    }

    private static final class Stripe {
        long movedAt;

        /** How often each key is held; null: none is. */
        @Nullable
        Map<Object, Integer> held;
    }
}
