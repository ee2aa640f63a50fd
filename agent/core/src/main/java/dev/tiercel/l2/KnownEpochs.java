package dev.tiercel.l2;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.Epochs.Field;
import dev.tiercel.log.EventLog;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of one cache in a shared tier. Thread-safe.
 *
 * <pre>
 *   known ── news of another instance, or perhaps missed ──▶ doubtful ── asked for ──▶ known
 *     └── our own drop ──▶ unfinished ── written ──▶ known
 * </pre>
 *
 * <p>Everything that may change a stamp is an event. What a server said is taken only if no event came since it was asked,
 * for nobody knows which of both is the later; so nothing known ever goes back behind a drop that this process has made or
 * heard of. A stamp that has been replaced never comes back: where a server shows one, it has lost the drop that replaced it,
 * as a restart from old data does, and the drop is made again.
 */
final class KnownEpochs implements CacheEpochs {
    private static final int ATTEMPTS = 5;
    private static final int MAX_DEAD = 1_000;
    private static final int MAX_DOUBTFUL = 500;
    private static final long HINT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A drop of ours that is not written yet. */
    private static final class Unfinished {
        boolean failed;
    }

    private final String key;
    private final L2Store store;
    private final Completions completions;
    private final EventLog log;
    private final RecentBumps recent;

    private long events;

    /** False: all that follows is what was known before, and counts no more. */
    private boolean complete;

    private long cache;
    private final Map<Long, Long> tags = new HashMap<>();
    private final Set<Long> doubtful = new HashSet<>();
    private final Map<Long, Unfinished> unfinished = new HashMap<>();
    private final Set<Long> dead = bounded();
    private @Nullable CompletableFuture<@Nullable Void> asking;
    private long hintedAtNanos = System.nanoTime() - HINT_NANOS;

    KnownEpochs(String key, L2Store store, Completions completions, Duration replayWindow, EventLog log) {
        this.key = key;
        this.store = store;
        this.completions = completions;
        this.log = log;
        this.recent = new RecentBumps(replayWindow.toNanos());
    }

    private static Set<Long> bounded() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                return size() > MAX_DEAD;
            }
        });
    }

    @Override
    public Pending<Stamps> now(Tags of) {
        Stamps now = known(of);
        if (now.isKnown() || isUnfinished(of) || !store.isUsable()) {
            return Pending.now(now);
        }
        return new Answer<>(ask(List.of()), completions) {
            @Override
            Stamps byNow() {
                return known(of);
            }
        };
    }

    private synchronized Stamps known(Tags of) {
        if (!complete || isUnfinished(of)) {
            return Stamps.UNKNOWN;
        }
        long[] stamps = new long[of.count()];
        for (int i = 0; i < stamps.length; i++) {
            if (doubtful.contains(of.id(i))) {
                return Stamps.UNKNOWN;
            }
            stamps[i] = tags.getOrDefault(of.id(i), 0L);
        }
        return Stamps.of(cache, of, stamps);
    }

    private synchronized boolean isUnfinished(Tags of) {
        if (unfinished.isEmpty()) {
            return false;
        }
        boolean any = unfinished.containsKey(Field.CACHE);
        for (int i = 0; i < of.count(); i++) {
            any |= unfinished.containsKey(of.id(i));
        }
        return any;
    }

    @Override
    public boolean areCurrent(Stamps stamps) {
        Stamps known = stamps.isKnown() ? known(stamps.tags()) : Stamps.UNKNOWN;
        if (known.isKnown() && !known.equals(stamps) && isTimeForAHint()) {
            var unused = ask(tags(stamps));
        }
        return known.isKnown() && known.equals(stamps);
    }

    /** Somebody stored under other stamps than we know: that may be old, or what we know may be. */
    private synchronized boolean isTimeForAHint() {
        long now = System.nanoTime();
        boolean isTime = now - hintedAtNanos > HINT_NANOS && store.isUsable();
        hintedAtNanos = isTime ? now : hintedAtNanos;
        return isTime;
    }

    private static List<Long> tags(Stamps seen) {
        List<Long> fields = new ArrayList<>();
        for (int i = 0; i < seen.tags().count(); i++) {
            fields.add(seen.tags().id(i));
        }
        return fields;
    }

    @Override
    public void clear() {
        bump(Field.CACHE);
    }

    @Override
    public void dropTag(long tag) {
        bump(tag);
    }

    private void bump(long field) {
        try {
            begin(field).get(completions.deadlineNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return; // It goes on in the background.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never fails. */
    private CompletableFuture<@Nullable Void> begin(long field) {
        Unfinished mine = new Unfinished();
        long stamp = random();
        boolean usable = store.isUsable();
        long begunAt;
        synchronized (this) {
            begunAt = ++events;
            mine.failed = !usable;
            unfinished.put(field, mine);
            recent.add(field);
        }
        if (!usable) {
            return CompletableFuture.completedFuture(null);
        }
        // The store is never called under the lock: it has locks of its own, under which it calls us.
        return store.bump(key, Field.text(field), Field.hex(stamp))
                .handle((fields, failure) -> {
                    if (failure == null) {
                        written(field, mine, stamp, begunAt, fields);
                    } else {
                        failed(mine, Failures.of(failure));
                    }
                    return (@Nullable Void) null;
                })
                .toCompletableFuture();
    }

    private void beginInBackground(long field) {
        var unused = begin(field);
    }

    private void written(long field, Unfinished mine, long stamp, long begunAt, long fields) {
        synchronized (this) {
            boolean alone = events == begunAt;
            events++;
            if (!unfinished.remove(field, mine) || !alone || fields == 0) {
                doubt(field);
            } else if (field == Field.CACHE) {
                bury(cache);
                cache = stamp;
                tags.clear();
                doubtful.clear();
                complete = true;
            } else {
                bury(tags.put(field, stamp));
                doubtful.remove(field);
            }
        }
        if (fields > Epochs.MAX_TAGS + 1) {
            beginInBackground(Field.CACHE);
        }
    }

    private void failed(Unfinished mine, L2Failure why) {
        synchronized (this) {
            events++;
            mine.failed = true;
        }
        log.warn(
                "clear",
                "Dropping a cache or a tag did not reach Redis (" + why.reason()
                        + "); it is repeated when Redis is back, and what it drops is not used before");
        store.check();
    }

    private void doubt(long field) {
        if (field == Field.CACHE || doubtful.size() >= MAX_DOUBTFUL) {
            complete = false;
            doubtful.clear();
        } else {
            doubtful.add(field);
        }
    }

    private void bury(@Nullable Long stamp) {
        if (stamp != null && stamp != 0) {
            dead.add(stamp);
        }
    }

    @Override
    public void told(String field, String stamp) {
        told(Field.of(field), Field.stamp(stamp));
    }

    private synchronized void told(long field, long stamp) {
        long known = field == Field.CACHE ? cache : tags.getOrDefault(field, 0L);
        if (complete && known == stamp && !doubtful.contains(field)) {
            return;
        }
        events++;
        doubt(field);
    }

    synchronized void forget() {
        events++;
        complete = false;
        doubtful.clear();
    }

    void renewRecent() {
        List<Long> fields;
        synchronized (this) {
            forget();
            fields = recent.fields();
        }
        fields.forEach(this::beginInBackground);
    }

    /** What was dropped a short time ago, or is not yet. */
    synchronized Set<Long> owed() {
        Set<Long> fields = new HashSet<>(recent.fields());
        fields.addAll(unfinished.keySet());
        return fields;
    }

    void dropAgain(Set<Long> fields) {
        fields.forEach(this::beginInBackground);
    }

    void beginAgain() {
        List<Long> fields = new ArrayList<>();
        synchronized (this) {
            unfinished.forEach((field, each) -> {
                if (each.failed) {
                    fields.add(field);
                }
            });
        }
        fields.forEach(this::beginInBackground);
    }

    /** What ends when the server was asked; what it said is known then, if it can be. */
    private CompletableFuture<@Nullable Void> ask(Collection<Long> besides) {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<@Nullable Void> underWay = asking;
            if (underWay != null) {
                return underWay;
            }
            asking = mine;
        }
        ask(mine, besides, ATTEMPTS);
        return mine;
    }

    private void ask(CompletableFuture<@Nullable Void> mine, Collection<Long> besides, int attempts) {
        long begunAt;
        Set<Long> fields = new HashSet<>();
        synchronized (this) {
            begunAt = events;
            if (complete) {
                fields.add(Field.CACHE);
                fields.addAll(besides);
                fields.addAll(doubtful);
            }
        }
        store.epochs(key, fields.stream().map(Field::text).toList()).whenComplete((found, failure) -> {
            if (failure != null || attempts == 0) {
                asked(mine);
            } else if (!found.containsKey(Field.CACHE_TEXT)) {
                // The first who needs it gives it a stamp; what was stored before, if anything, counts no more.
                store.beginEpochs(key, Field.hex(random())).whenComplete((made, refused) -> {
                    if (refused == null) {
                        forgetCache();
                        ask(mine, besides, attempts - 1);
                    } else {
                        asked(mine);
                    }
                });
            } else if (take(begunAt, fields, stamps(found))) {
                asked(mine);
            } else {
                ask(mine, besides, attempts - 1);
            }
        });
    }

    private synchronized void forgetCache() {
        complete = false;
    }

    private void asked(CompletableFuture<@Nullable Void> mine) {
        synchronized (this) {
            asking = null;
        }
        mine.complete(null);
    }

    private static Map<Long, Long> stamps(Map<String, byte[]> found) {
        Map<Long, Long> stamps = new HashMap<>();
        found.forEach((field, stamp) ->
                stamps.put(Field.of(field), Field.stamp(new String(stamp, StandardCharsets.US_ASCII))));
        return stamps;
    }

    /** @param asked empty: for all; false: it has to be asked again */
    private boolean take(long begunAt, Set<Long> asked, Map<Long, Long> found) {
        Set<Long> lost = new HashSet<>();
        synchronized (this) {
            if (events != begunAt || (!asked.isEmpty() && !complete)) {
                return false;
            }
            long now = found.getOrDefault(Field.CACHE, 0L);
            if (now == 0 || dead.contains(now)) {
                lost.add(Field.CACHE);
            } else if (asked.isEmpty()) {
                takeAll(now, found, lost);
            } else if (now != cache) {
                complete = false;
                return false;
            } else {
                asked.forEach(field -> takeTag(field, found.getOrDefault(field, 0L), lost));
            }
        }
        if (!lost.isEmpty()) {
            log.info("Redis shows a cache as it was before it was cleared; it is cleared again");
            lost.forEach(this::beginInBackground);
        }
        return true;
    }

    private void takeAll(long now, Map<Long, Long> found, Set<Long> lost) {
        if (now != cache) {
            bury(cache);
            cache = now;
            tags.clear();
        }
        Set<Long> all = new HashSet<>(tags.keySet());
        all.addAll(found.keySet());
        all.forEach(field -> takeTag(field, found.getOrDefault(field, 0L), lost));
        doubtful.clear();
        complete = true;
    }

    private void takeTag(long field, long now, Set<Long> lost) {
        if (field == Field.CACHE) {
            return;
        }
        long before = tags.getOrDefault(field, 0L);
        if (dead.contains(now) || (now == 0 && before != 0)) {
            lost.add(field);
        } else if (now != before) {
            bury(before);
            tags.put(field, now);
        }
        doubtful.remove(field);
    }

    private static long random() {
        long stamp = RANDOM.nextLong();
        return stamp == 0 ? 1 : stamp;
    }
}
