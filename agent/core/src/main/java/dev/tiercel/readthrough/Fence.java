package dev.tiercel.readthrough;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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
 */
final class Fence {
    private static final int STRIPES = 256;

    private final AtomicLong sequence = new AtomicLong();
    private final Stripe[] stripes;

    /** By the address of a key, for changes of keys that this instance does not know yet. */
    private final Stripe[] addressed = stripes(STRIPES);

    Fence() {
        this(STRIPES);
    }

    /** @param count a power of two */
    Fence(int count) {
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

    /** Runs the store unless the key's fence has moved since the stamp; false: it has. */
    boolean pass(Object key, long stamp, Runnable store) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            if (stripe.movedAt > stamp) {
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
     * Moves the key's fence, and runs the one action where it stood still since the stamp, the other where it did not.
     *
     * @return the stamp of this move; -1: the fence had been moved by somebody else
     */
    long move(Object key, long stamp, Runnable unmoved, Runnable moved) {
        Stripe stripe = stripeOf(key);
        synchronized (stripe) {
            boolean still = stripe.movedAt <= stamp;
            stripe.movedAt = sequence.incrementAndGet();
            (still ? unmoved : moved).run();
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

    private Stripe stripeOf(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return stripes[(hash >>> 16) & (stripes.length - 1)];
    }

    private static final class Stripe {
        long movedAt;
    }
}
