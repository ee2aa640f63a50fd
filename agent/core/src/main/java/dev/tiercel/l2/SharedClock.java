package dev.tiercel.l2;

import java.util.function.LongSupplier;

/**
 * The shared tier's clock, told from here: this JVM's monotonic clock plus an offset that is measured now and then. Before
 * the first measurement it is this machine's own clock. Thread-safe.
 */
final class SharedClock {
    private final LongSupplier nanoTime;
    private volatile long offsetMillis;

    /** @param nanoTime as System.nanoTime has it */
    SharedClock(LongSupplier nanoTime, long machineMillis) {
        this.nanoTime = nanoTime;
        this.offsetMillis = machineMillis - nanoTime.getAsLong() / 1_000_000;
    }

    long nanos() {
        return nanoTime.getAsLong();
    }

    long millis() {
        return nanoTime.getAsLong() / 1_000_000 + offsetMillis;
    }

    /** The server's time came back just now; the question left at that nano time, and half the way is taken for each. */
    void measured(long serverMillis, long askedNanos) {
        long halfwayNanos = askedNanos + (nanoTime.getAsLong() - askedNanos) / 2;
        offsetMillis = serverMillis - halfwayNanos / 1_000_000;
    }
}
