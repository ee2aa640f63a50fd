package dev.tiercel.l2;

import dev.tiercel.l2.Epochs.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of one cache that this process has given other stamps within a time. Bounded: with more, it is the cache
 * itself. Guarded by who has it.
 */
final class RecentBumps {
    private static final int MAX_FIELDS = 1_000;

    private final long windowNanos;
    private final Map<Long, Long> atNanos = new LinkedHashMap<>();

    RecentBumps(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    void add(long field) {
        removeOld();
        if (atNanos.size() >= MAX_FIELDS && !atNanos.containsKey(field)) {
            atNanos.clear();
            atNanos.put(Field.CACHE, System.nanoTime());
            return;
        }
        atNanos.remove(field);
        atNanos.put(field, System.nanoTime());
    }

    List<Long> fields() {
        removeOld();
        return new ArrayList<>(atNanos.keySet());
    }

    private void removeOld() {
        long now = System.nanoTime();
        atNanos.values().removeIf(at -> now - at > windowNanos);
    }
}
