package dev.tiercel.l2;

import dev.tiercel.log.EventLog;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes that are to be cleared and not yet are. One that fails, in an outage say, stays here and is begun again with
 * the next answer of the server: until then no key below it is believed. Thread-safe.
 */
final class Clears {
    private final L2Store store;
    private final EventLog log;

    /** From a prefix to its work under way; a finished future: it failed and waits to be begun again. */
    private final Map<String, CompletableFuture<@Nullable Void>> unfinished = new ConcurrentHashMap<>();

    Clears(L2Store store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    boolean covers(String key) {
        if (unfinished.isEmpty()) {
            return false;
        }
        return unfinished.keySet().stream().anyMatch(key::startsWith);
    }

    /** Keeps the prefix to be cleared as soon as there is a server. */
    void later(String prefix) {
        unfinished.putIfAbsent(prefix, CompletableFuture.completedFuture(null));
    }

    /** Begins, also where this prefix is being cleared already: entries may have come since behind that one's back. */
    CompletionStage<@Nullable Void> begin(String prefix) {
        CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
        unfinished.put(prefix, work);
        store.deletePrefix(prefix).whenComplete((nothing, failure) -> {
            if (failure == null) {
                unfinished.remove(prefix, work);
                work.complete(null);
            } else {
                log.warn(
                        "clear",
                        "Clearing a cache in Redis failed ("
                                + Failures.of(failure).reason()
                                + "); it is tried again, its entries there are not used before");
                work.completeExceptionally(failure);
            }
        });
        return work;
    }

    void beginAgain() {
        unfinished.forEach((prefix, work) -> {
            if (work.isDone()) {
                begin(prefix);
            }
        });
    }
}
