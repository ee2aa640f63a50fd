package dev.tiercel.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The keys that this process dropped a short time ago, whose old values a replica may still have. Bounded: with more keys
 * than that, every key counts as one. Thread-safe.
 */
final class RecentDrops {
    private static final int MAX_KEYS = 10_000;

    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> dropped = new ConcurrentHashMap<>();
    private volatile long allUntilNanos;

    RecentDrops(long windowNanos, LongSupplier nanoTime) {
        this.windowNanos = windowNanos;
        this.nanoTime = nanoTime;
        this.allUntilNanos = nanoTime.getAsLong();
    }

    void add(List<String> keys) {
        long now = nanoTime.getAsLong();
        if (dropped.size() + keys.size() > MAX_KEYS) {
            dropped.values().removeIf(at -> now - at >= windowNanos);
        }
        if (dropped.size() + keys.size() > MAX_KEYS) {
            addAll();
            dropped.clear();
            return;
        }
        keys.forEach(key -> dropped.put(key, now));
    }

    void addAll() {
        allUntilNanos = nanoTime.getAsLong() + windowNanos;
    }

    boolean covers(String key) {
        long now = nanoTime.getAsLong();
        if (now - allUntilNanos < 0) {
            return true;
        }
        Long at = dropped.isEmpty() ? null : dropped.get(key);
        if (at == null) {
            return false;
        }
        if (now - at < windowNanos) {
            return true;
        }
        dropped.remove(key, at);
        return false;
    }
}
