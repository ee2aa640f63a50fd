package dev.tiercel.weaving;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The moment at which an application's start is over, or waits for something: it loads hardly any classes. On a machine with
 * few processors, what the agent does before that is taken from the start itself.
 */
final class Calm {
    /** With more, there is nearly always one to spare. */
    private static final int FEW_PROCESSORS = 3;

    private static final int FEW_CLASSES = 20;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_LOOKS = 100;

    /** A start has its pauses: a long computation, a collection of garbage. */
    private static final int CALM_LOOKS = 3;

    private Calm() {}

    /**
     * Waits for it, for ten seconds at most.
     *
     * @param classes how many were loaded up to now
     * @param enough true: there is no more reason to wait
     */
    static void await(int processors, LongSupplier classes, BooleanSupplier enough) {
        if (processors > FEW_PROCESSORS) {
            return;
        }
        int calm = 0;
        long before = classes.getAsLong();
        for (int i = 0; i < MOST_LOOKS && calm < CALM_LOOKS && !enough.getAsBoolean(); i++) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = classes.getAsLong();
            calm = now - before < FEW_CLASSES ? calm + 1 : 0;
            before = now;
        }
    }
}
