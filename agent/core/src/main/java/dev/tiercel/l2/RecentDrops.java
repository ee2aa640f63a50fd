package dev.tiercel.l2;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that this process dropped a short time ago, whose old values a replica may still have. Bounded: with more keys
 * than that, every key counts as one. Thread-safe.
 */
public final class RecentDrops {
    private static final int MAX_KEYS = 10_000;

    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> dropped = new ConcurrentHashMap<>();
    private volatile long allUntilNanos;

    public RecentDrops(long windowNanos, LongSupplier nanoTime) {
        this.windowNanos = windowNanos;
        this.nanoTime = nanoTime;
        this.allUntilNanos = nanoTime.getAsLong();
    }

    public void add(List<String> keys) {
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

    public void addAll() {
        allUntilNanos = nanoTime.getAsLong() + windowNanos;
    }

    /** Those keys; null: so many that nobody knows. */
    @Nullable
    List<String> keys() {
        long now = nanoTime.getAsLong();
        if (now - allUntilNanos < 0) {
            return null;
        }
        dropped.values().removeIf(at -> now - at >= windowNanos);
        return List.copyOf(dropped.keySet());
    }

    public boolean covers(String key) {
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
