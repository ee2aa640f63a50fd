package dev.tiercel.readthrough;

import dev.tiercel.l2.L2;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A shared tier in memory, which a test can look into and stop at. */
final class TwinL2 implements L2 {
    record Stored(byte[] bytes, Duration ttl) {}

    final Map<String, Stored> entries = new ConcurrentHashMap<>();
    final AtomicInteger gets = new AtomicInteger();
    final AtomicInteger fills = new AtomicInteger();
    final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    volatile boolean usable = true;

    /** Runs before and after each get, drop and clear. */
    volatile Runnable atEachStep = () -> {};

    @Override
    public byte @Nullable [] get(String key) {
        gets.incrementAndGet();
        atEachStep.run();
        Stored stored = entries.get(key);
        atEachStep.run();
        return stored == null ? null : stored.bytes();
    }

    @Override
    public void fill(String key, byte[] bytes, Duration ttl) {
        fills.incrementAndGet();
        entries.put(key, new Stored(bytes, ttl));
    }

    @Override
    public void drop(List<String> keys) {
        atEachStep.run();
        keys.forEach(entries::remove);
        atEachStep.run();
    }

    @Override
    public void clear(String prefix) {
        atEachStep.run();
        entries.keySet().removeIf(key -> key.startsWith(prefix));
        atEachStep.run();
    }

    @Override
    public long nowMillis(String key) {
        return millis.get();
    }

    @Override
    public boolean isUsable() {
        return usable;
    }

    @Override
    public void close() {}
}
