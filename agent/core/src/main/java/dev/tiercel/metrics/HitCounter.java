package dev.tiercel.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How often L1 has answered. Counting takes no lock, no atomic instruction and no allocation: a thread adds to the cell that
 * its number leads to, by a plain read and a plain write. Two threads that share a cell and count in the same few
 * nanoseconds may lose one of both hits; there are more cells than processors, so that this is rare. Thread-safe.
 *
 * <p>Not a {@code LongAdder}, whose addition is an atomic instruction. A record because the virtual
 * machine trusts its fields: in a call site that holds it as a constant, length and array are constants too.
 *
 * @param cells one for each stripe, a cache line apart; empty: nothing is counted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HitCounter(long[] cells) {
    /** Counts nothing. */
    public static final HitCounter OFF = new HitCounter(new long[0]);

    /** A cache line has so many longs. */
    private static final int STRIDE = 8;

    private static final int MOST_STRIPES = 64;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    /** A new one, of zero. */
    public static HitCounter on() {
        int enough = 4 * Runtime.getRuntime().availableProcessors();
        int stripes = Math.min(MOST_STRIPES, Integer.highestOneBit(2 * enough - 1));
        return new HitCounter(new long[stripes * STRIDE]);
    }

    /** One more. */
    public void increment() {
        if (cells.length > 0) {
            int at = ((int) Thread.currentThread().getId() * STRIDE) & (cells.length - 1);
            // Opaque: whole on every platform, and written when it is said, which is all that is asked.
            CELL.setOpaque(cells, at, (long) CELL.getOpaque(cells, at) + 1);
        }
    }

    /** All so far, but for what was lost. */
    public long sum() {
        long sum = 0;
        for (int at = 0; at < cells.length; at += STRIDE) {
            sum += (long) CELL.getOpaque(cells, at);
        }
        return sum;
    }
}
