package dev.tiercel.l2;

import dev.tiercel.log.EventLog;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The patterns whose keys are to be dropped and not yet are. One that fails, in an outage say, stays here and is begun again
 * with the next answer of the server: until then no key of it is believed. Thread-safe.
 */
final class Sweeps {
    /** So many wait at most: every read asks each of them. */
    static final int MOST = 32;

    /** One of them: not a record, for two of one pattern are two. */
    private static final class Sweep {
        private final CompletableFuture<Long> done;
        private final boolean failed;

        /** @param done ends with the number of keys once all are gone */
        Sweep(CompletableFuture<Long> done, boolean failed) {
            this.done = done;
            this.failed = failed;
        }
    }

    private final L2Store store;
    private final EventLog log;
    private final Map<Glob, Sweep> unfinished = new ConcurrentHashMap<>();

    Sweeps(L2Store store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    boolean covers(String key) {
        if (unfinished.isEmpty()) {
            return false;
        }
        return unfinished.keySet().stream().anyMatch(pattern -> pattern.matches(key));
    }

    boolean areAny() {
        return !unfinished.isEmpty();
    }

    /** How many patterns wait to be tried again. */
    int waiting() {
        return (int) unfinished.values().stream().filter(sweep -> sweep.failed).count();
    }

    /** Keeps the pattern, whatever else waits, until there is a server. */
    void later(Glob pattern) {
        unfinished.putIfAbsent(pattern, new Sweep(new CompletableFuture<>(), true));
    }

    /**
     * Begins, also where this pattern is being swept already: entries may have come since behind that one's back.
     *
     * @return ends with the number of keys once all are gone, perhaps only after an outage; null: too many wait already
     */
    @Nullable
    CompletableFuture<Long> begin(Glob pattern) {
        Sweep before = unfinished.get(pattern);
        if (before == null && unfinished.size() >= MOST) {
            return null;
        }
        CompletableFuture<Long> done = before == null ? new CompletableFuture<>() : before.done;
        begin(pattern, done);
        return done;
    }

    private void begin(Glob pattern, CompletableFuture<Long> done) {
        Sweep mine = new Sweep(done, false);
        unfinished.put(pattern, mine);
        store.deleteMatching(pattern.toString()).whenComplete((count, failure) -> {
            if (failure == null) {
                if (unfinished.remove(pattern, mine)) {
                    done.complete(count);
                }
            } else if (unfinished.replace(pattern, mine, new Sweep(done, true))) {
                log.warn(
                        "clear",
                        "Dropping many keys in Redis failed ("
                                + Failures.of(failure).reason()
                                + "); it is tried again, none of them is used before");
            }
        });
    }

    void beginAgain() {
        unfinished.forEach((pattern, sweep) -> {
            if (sweep.failed) {
                begin(pattern, sweep.done);
            }
        });
    }
}
