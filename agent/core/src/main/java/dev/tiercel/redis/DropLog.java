package dev.tiercel.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that this process has dropped, for nodes it has yet to meet. Bounded: with more, nobody knows. Thread-safe. */
final class DropLog {
    private static final int MAX_KEYS = 10_000;

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean overflowed;

    void add(List<String> dropped) {
        if (overflowed) {
            return;
        }
        keys.addAll(dropped);
        if (keys.size() > MAX_KEYS) {
            addAll();
        }
    }

    void addAll() {
        overflowed = true;
        keys.clear();
    }

    /** Null: too many to know them. */
    @Nullable
    List<String> keys() {
        List<String> all = List.copyOf(keys);
        return overflowed ? null : all;
    }
}
