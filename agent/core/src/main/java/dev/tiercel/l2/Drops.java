package dev.tiercel.l2;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that were to be dropped while the server could not be reached. They are dropped with its next answer; until
 * then none of them is believed. Bounded: with more keys than that, everything of ours is cleared instead. Thread-safe.
 */
final class Drops {
    private static final int MAX_KEYS = 10_000;

    private final L2Store store;
    private final Runnable clearAll;

    /** From a key to a mark of its latest drop: one that comes while an earlier one is repeated is a new one. */
    private final Map<String, Object> unfinished = new ConcurrentHashMap<>();

    /** @param clearAll sees to it that every key of ours is cleared, and that none is believed before */
    Drops(L2Store store, Runnable clearAll) {
        this.store = store;
        this.clearAll = clearAll;
    }

    boolean covers(String key) {
        return !unfinished.isEmpty() && unfinished.containsKey(key);
    }

    /** Keeps the keys to be dropped as soon as there is a server. */
    void later(List<String> keys) {
        if (unfinished.size() + keys.size() > MAX_KEYS) {
            clearAll.run();
            unfinished.clear();
            return;
        }
        Object mark = new Object();
        keys.forEach(key -> unfinished.put(key, mark));
    }

    void beginAgain() {
        Map<String, Object> now = Map.copyOf(unfinished);
        if (!now.isEmpty()) {
            store.delete(List.copyOf(now.keySet())).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    now.forEach(unfinished::remove);
                }
            });
        }
    }
}
