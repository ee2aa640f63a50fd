package dev.tiercel.l2;

import dev.tiercel.config.RedisTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that does what a test tells it: answer, fail or say nothing. */
final class ScriptedStore implements L2Store {
    final Map<String, byte[]> entries = new ConcurrentHashMap<>();
    /** The epochs of the one cache, by field. */
    final Map<String, String> epochs = new ConcurrentHashMap<>();

    /** Which fields were asked for, and which were given another stamp. */
    final List<List<String>> epochReads = new CopyOnWriteArrayList<>();

    final List<String> bumps = new CopyOnWriteArrayList<>();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger checks = new AtomicInteger();
    volatile @Nullable L2Failure failure;
    volatile boolean silent;
    volatile boolean deletesFail;
    volatile boolean usable;
    volatile boolean closed;
    final Set<String> away = ConcurrentHashMap.newKeySet();
    private final List<Runnable> unanswered = new CopyOnWriteArrayList<>();
    private final List<Consumer<Throwable>> failing = new CopyOnWriteArrayList<>();
    private volatile @Nullable Listener listener;

    /** What was asked in silence is answered now, on this thread. */
    void answerNow() {
        silent = false;
        unanswered.forEach(Runnable::run);
    }

    /** The first of what was asked in silence is answered now. */
    void answerFirst() {
        unanswered.remove(0).run();
    }

    /** What was asked in silence fails now. */
    void failNow(L2Failure why) {
        silent = false;
        failing.forEach(each -> each.accept(why));
    }

    /** The server can be reached, and has just given a sign of life. */
    void returned() {
        usable = true;
        listener().answered();
    }

    /** Another server has taken the place of the one there was. */
    void replaced() {
        listener().replaced();
    }

    Listener listener() {
        return java.util.Objects.requireNonNull(listener, "not started");
    }

    @Override
    public void start(Listener connection) {
        listener = connection;
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        calls.incrementAndGet();
        return answer(entries.get(key));
    }

    /** Each key is on a server of its own. */
    @Override
    public List<Batch> getAll(List<String> keys) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            byte[] value = entries.get(keys.get(i));
            calls.incrementAndGet();
            batches.add(new Batch(
                    List.of(i),
                    away.contains(keys.get(i))
                            ? CompletableFuture.failedFuture(L2Failure.unavailable())
                            : answer(Collections.singletonList(value))));
        }
        return batches;
    }

    @Override
    public synchronized CompletionStage<byte @Nullable []> lease(
            String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        byte[] standing = entries.get(key);
        if (standing == null || Arrays.equals(standing, unusable)) {
            entries.put(key, token);
            standing = null;
        }
        calls.incrementAndGet();
        return answer(standing);
    }

    @Override
    public synchronized CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        calls.incrementAndGet();
        boolean stands = Arrays.equals(entries.get(key), standing);
        if (stands) {
            entries.put(key, bytes);
        }
        return answer(stands);
    }

    @Override
    public synchronized CompletionStage<@Nullable Void> release(String key, byte[] token) {
        calls.incrementAndGet();
        if (Arrays.equals(entries.get(key), token)) {
            entries.remove(key);
        }
        return answer(null);
    }

    @Override
    public synchronized CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        calls.incrementAndGet();
        entries.put(key, token);
        return answer(null);
    }

    @Override
    public synchronized CompletionStage<@Nullable Void> replace(
            String key, byte[] token, byte[] bytes, Duration keepFor) {
        calls.incrementAndGet();
        if (!silent && failure == null) {
            if (Arrays.equals(entries.get(key), token)) {
                entries.put(key, bytes);
            } else {
                entries.remove(key);
            }
        }
        return answer(null);
    }

    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        calls.incrementAndGet();
        if (deletesFail) {
            return CompletableFuture.failedFuture(L2Failure.refusal("no"));
        }
        if (!silent && failure == null) {
            keys.forEach(entries::remove);
        }
        return answer(null);
    }

    @Override
    public CompletionStage<Long> countMatching(String pattern) {
        calls.incrementAndGet();
        return answer(
                entries.keySet().stream().filter(Glob.of(pattern)::matches).count());
    }

    @Override
    public CompletionStage<Long> deleteMatching(String pattern) {
        calls.incrementAndGet();
        Glob glob = Glob.of(pattern);
        long count = entries.keySet().stream().filter(glob::matches).count();
        CompletionStage<Long> answer = answer(count);
        if (answer.toCompletableFuture().isDone() && failure == null) {
            entries.keySet().removeIf(glob::matches);
        }
        return answer;
    }

    /** What the server has, as it is when it is asked. */
    @Override
    public synchronized CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields) {
        epochReads.add(fields);
        Map<String, byte[]> found = new HashMap<>();
        epochs.forEach((field, stamp) -> {
            if (fields.isEmpty() || fields.contains(field)) {
                found.put(field, stamp.getBytes(StandardCharsets.US_ASCII));
            }
        });
        return answer(found);
    }

    @Override
    public synchronized CompletionStage<@Nullable Void> beginEpochs(String key, String stamp) {
        epochs.putIfAbsent("cache", stamp);
        return answer(null);
    }

    @Override
    public synchronized CompletionStage<Long> bump(String key, String field, String stamp) {
        bumps.add(field);
        if (failure == null) {
            if (field.equals("cache")) {
                epochs.clear();
            }
            epochs.put(field, stamp);
        }
        return answer((long) epochs.size());
    }

    @Override
    public boolean isUsable() {
        return usable;
    }

    @Override
    public long millis(String key) {
        return 1_000_000;
    }

    @Override
    public void check() {
        checks.incrementAndGet();
    }

    @Override
    public List<NodeState> nodes() {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
    }

    private <T> CompletionStage<T> answer(T value) {
        L2Failure why = failure;
        if (silent) {
            CompletableFuture<T> late = new CompletableFuture<>();
            unanswered.add(() -> late.complete(value));
            failing.add(late::completeExceptionally);
            return late;
        }
        return why == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(why);
    }

    static RedisTimes times(Duration deadline) {
        RedisTimes times = RedisTimes.DEFAULT;
        return new RedisTimes(
                times.connectTimeout(),
                deadline,
                times.reconnectMax(),
                times.heartbeat(),
                times.topologyRefresh(),
                times.replayWindow(),
                times.fenceLease());
    }
}
