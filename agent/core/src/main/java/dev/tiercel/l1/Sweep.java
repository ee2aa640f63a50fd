package dev.tiercel.l1;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Ticker;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes out the entries of one L1 whose time is over, now and then while it is written to. Thread-safe.
 *
 * <p>Caffeine could do so, and would keep a time and two links for each entry, and look at that time on each hit; but an entry
 * knows its own times, and whoever reads it asks them. A sweep looks at all entries, so the more they are, the rarer it is.
 */
final class Sweep implements Runnable {
    private static final long LEAST_PAUSE_NANOS = 1_000_000_000;

    /** A sweep takes some 50 ns for an entry: that is a hundredth of the time. */
    private static final long PAUSE_NANOS_FOR_EACH = 5_000;

    private final Cache<Object, Entry> entries;
    private final Ticker ticker;
    private final Executor maintenance;
    private final Runnable onEviction;
    private final AtomicLong nextNanos;

    /**
     * @param maintenance where it is done
     * @param onEviction runs for each entry that is taken out
     */
    Sweep(Cache<Object, Entry> entries, Ticker ticker, Executor maintenance, Runnable onEviction) {
        this.entries = entries;
        this.ticker = ticker;
        this.maintenance = maintenance;
        this.onEviction = onEviction;
        nextNanos = new AtomicLong(ticker.nanos() + LEAST_PAUSE_NANOS);
    }

    /** An entry was put: asks for a sweep, where one is due. */
    void written() {
        long now = ticker.nanos();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + pauseNanos())) {
            maintenance.execute(this);
        }
    }

    private long pauseNanos() {
        return Math.max(LEAST_PAUSE_NANOS, entries.estimatedSize() * PAUSE_NANOS_FOR_EACH);
    }

    @Override
    public void run() {
        long now = ticker.nanos();
        for (Map.Entry<Object, Entry> each : entries.asMap().entrySet()) {
            if (!each.getValue().isAlive(now) && entries.asMap().remove(each.getKey(), each.getValue())) {
                onEviction.run();
            }
        }
    }
}
