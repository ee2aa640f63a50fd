package dev.tiercel.testkit;

import java.util.concurrent.ThreadLocalRandom;

/** What is wrong with one direction, for all connections. Belongs to the thread of the {@link ProxyLoop}. */
final class ProxyFault {
    /** No limit. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private long delayNanos;
    private long jitterNanos;
    private long bytesPerSecond = UNLIMITED;
    private boolean held;

    void latency(long delay, long jitter) {
        delayNanos = delay;
        jitterNanos = jitter;
    }

    void bandwidth(long limit) {
        bytesPerSecond = limit;
    }

    void hold() {
        held = true;
    }

    void heal() {
        latency(0, 0);
        bandwidth(UNLIMITED);
        held = false;
    }

    boolean isHeld() {
        return held;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** How long bytes that come now are to be delayed. */
    long delayNanos() {
        return delayNanos + (jitterNanos == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitterNanos + 1));
    }
}
