package dev.tiercel.entry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test sets. It starts shortly before the number of nanoseconds overflows, as a real one may. */
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
