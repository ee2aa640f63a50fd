package dev.tiercel.l2;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were to be dropped where no server took the command: they are dropped as soon as one does, and until then
 * none of them is believed. Bounded: with more keys than that, everything of ours is given up instead. Thread-safe.
 */
public final class Drops {
    private static final int MAX_KEYS = 10_000;

    /** So many keys are under way at once, each for itself, for in a cluster some may arrive and others not. */
    private static final int ROUND = 500;

    private final Function<List<String>, CompletionStage<@Nullable Void>> delete;
    private final Runnable onOverflow;
    private final AtomicInteger underWay = new AtomicInteger();

    /** From a key to a mark of its latest drop: one that comes while an earlier one is repeated is a new one. */
    private final Map<String, Object> unfinished = new ConcurrentHashMap<>();

    /**
     * @param delete neither waits nor throws
     * @param onOverflow sees to it that no key of ours is believed until all are gone
     */
    public Drops(Function<List<String>, CompletionStage<@Nullable Void>> delete, Runnable onOverflow) {
        this.delete = delete;
        this.onOverflow = onOverflow;
    }

    public boolean covers(String key) {
        return !unfinished.isEmpty() && unfinished.containsKey(key);
    }

    /** How many keys are to be dropped. */
    int size() {
        return unfinished.size();
    }

    List<String> keys() {
        return List.copyOf(unfinished.keySet());
    }

    /** Keeps the keys to be dropped as soon as there is a server. */
    public void later(List<String> keys) {
        if (unfinished.size() + keys.size() > MAX_KEYS) {
            onOverflow.run();
            unfinished.clear();
            return;
        }
        Object mark = new Object();
        keys.forEach(key -> unfinished.put(key, mark));
    }

    /** Tries again, a round at a time for as long as all of a round arrive. Does nothing while a round is under way. */
    public void beginAgain() {
        if (unfinished.isEmpty() || !underWay.compareAndSet(0, 1)) {
            return;
        }
        AtomicInteger failures = new AtomicInteger();
        for (Map.Entry<String, Object> each :
                unfinished.entrySet().stream().limit(ROUND).toList()) {
            Object mark = each.getValue();
            underWay.incrementAndGet();
            delete.apply(List.of(each.getKey())).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    unfinished.remove(each.getKey(), mark);
                } else {
                    failures.incrementAndGet();
                }
                end(failures);
            });
        }
        end(failures);
    }

    private void end(AtomicInteger failures) {
        if (underWay.decrementAndGet() == 0 && failures.get() == 0) {
            beginAgain();
        }
    }
}
