package dev.tiercel.benchmarks.coherence;

import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One instance invalidates key after key, a millisecond apart, while the subscriptions are cut every 50 ms; another one has
 * all of these keys in L1.
 */
final class Storm {
    static final int INVALIDATIONS = 2_000;

    private static final long APART_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Site site;
    private final String prefix;

    Storm(Site site, int number) {
        this.site = site;
        this.prefix = "storm-" + number + "-";
    }

    /**
     * @param cuts how often the subscriptions were cut
     * @param staleAtTheEnd keys that the other instance has not heard of when the last invalidation is done
     * @param freshMillis how long after that it was until it had heard of all; 0: it had at once
     * @param stillStale keys that it has not heard of ten seconds later
     */
    record Result(int cuts, int staleAtTheEnd, long freshMillis, int stillStale) {}

    Result run() throws Exception {
        site.settle();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < INVALIDATIONS; i++) {
            keys.add(prefix + i);
        }
        for (String key : keys) {
            site.app(1).read(key);
        }
        int cuts = invalidateAll(keys);
        long end = System.nanoTime();
        List<String> stale = new ArrayList<>(keys);
        stale.removeIf(this::isFresh);
        int staleAtTheEnd = stale.size();
        long lastStale = end;
        while (!stale.isEmpty() && System.nanoTime() - end < PATIENCE_NANOS) {
            stale.removeIf(this::isFresh);
            lastStale = System.nanoTime();
        }
        return new Result(cuts, staleAtTheEnd, (lastStale - end) / 1_000_000, stale.size());
    }

    private int invalidateAll(List<String> keys) throws IOException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger cuts = new AtomicInteger();
        Thread cutter = new Thread(() -> cut(done, cuts), "storm-cutter");
        cutter.start();
        try {
            long next = System.nanoTime();
            for (String key : keys) {
                for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                site.app(0).write(key, 1);
                next += APART_NANOS;
            }
        } finally {
            done.set(true);
            cutter.join();
        }
        return cuts.get();
    }

    private void cut(AtomicBoolean done, AtomicInteger cuts) {
        while (!done.get()) {
            for (RedisServer node : site.redis().nodes()) {
                try {
                    node.cutSubscriptions();
                } catch (RedisServerException e) {
                    // It is busy.
                }
            }
            cuts.incrementAndGet();
            LockSupport.parkNanos(Fault.PERIOD_MILLIS * 1_000_000);
        }
    }

    private boolean isFresh(String key) {
        try {
            return site.app(1).read(key) == 1;
        } catch (IOException e) {
            return false;
        }
    }
}
