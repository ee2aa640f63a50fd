package dev.tiercel.sample;

/** The time since it was made. */
public final class Stopwatch {
    private final long startNanos = System.nanoTime();

    /** Milliseconds with three decimals: an L1 hit takes a few thousandths of one. */
    public double millis() {
        return Math.round((System.nanoTime() - startNanos) / 1e3) / 1e3;
    }
}
