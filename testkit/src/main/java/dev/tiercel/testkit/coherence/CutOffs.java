package dev.tiercel.testkit.coherence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * When which instance was cut off. Times are nanoseconds since the checker was made. Thread-safe: few write, and all read a
 * snapshot.
 */
final class CutOffs {
    /** Nobody reads that far back. */
    private static final int MAX_WINDOWS = 256;

    /** Later than everything. */
    static final long OPEN = Long.MAX_VALUE;

    private final long recoveryNanos;
    private volatile List<Window> windows = List.of();
    private volatile long lastHeal = OPEN;
    private int opened; // guarded by this

    /**
     * @param recoveryNanos after the end of a fault, until an instance no longer counts as cut off
     */
    CutOffs(long recoveryNanos) {
        this.recoveryNanos = recoveryNanos;
    }

    /**
     * @param number of this window: two may begin at the same time
     * @param until {@link #OPEN} while the fault lasts
     */
    record Window(int number, BitSet instances, CutOff.Kind kind, long from, long until) {
        boolean touches(int instance, long start, long end) {
            return from <= end && until >= start && instances.get(instance);
        }
    }

    synchronized Window open(BitSet instances, CutOff.Kind kind, long now) {
        Window window = new Window(opened++, instances, kind, now, OPEN);
        List<Window> all = new ArrayList<>(windows);
        if (all.size() == MAX_WINDOWS) {
            all.remove(0);
        }
        all.add(window);
        windows = List.copyOf(all);
        lastHeal = OPEN;
        return window;
    }

    synchronized void heal(Window window, long now) {
        List<Window> all = new ArrayList<>(windows);
        boolean closed = false;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).number() == window.number() && all.get(i).until() == OPEN) {
                all.set(
                        i,
                        new Window(
                                window.number(),
                                window.instances(),
                                window.kind(),
                                window.from(),
                                now + recoveryNanos));
                closed = true;
            }
        }
        if (closed) {
            windows = List.copyOf(all);
            lastHeal = now;
        }
    }

    /** Whether the instance was cut off, in whatever way, at some time between the two. */
    boolean touches(int instance, long start, long end) {
        for (Window window : windows) {
            if (window.touches(instance, start, end)) {
                return true;
            }
        }
        return false;
    }

    /**
     * When a write that this instance made between the two times counts for others.
     *
     * @return {@code end}, or the end of the time in which it was isolated: {@link #OPEN} while it still is
     */
    long effective(int writer, long start, long end) {
        long effective = end;
        for (Window window : windows) {
            if (window.kind() == CutOff.Kind.ISOLATED && window.touches(writer, start, effective)) {
                effective = Math.max(effective, window.until());
            }
        }
        return effective;
    }

    /** When the last fault was over; {@link #OPEN} when there was none, and while one lasts. */
    long lastHeal() {
        return lastHeal;
    }
}
