package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory that does what a test tells it: answer, fail or say nothing. */
final class ScriptedStore implements L2Store {
    final Map<String, byte[]> entries = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger checks = new AtomicInteger();
    volatile @Nullable L2Failure failure;
    volatile boolean silent;
    volatile boolean deletesFail;
    volatile boolean usable;
    volatile boolean closed;
    private volatile @Nullable Listener listener;

    /** The server can be reached, and has just given a sign of life. */
    void returned() {
        usable = true;
        listener().answered();
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

    @Override
    public CompletionStage<@Nullable Void> set(String key, byte[] value, Duration ttl) {
        calls.incrementAndGet();
        entries.put(key, value);
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
    public CompletionStage<@Nullable Void> deletePrefix(String prefix) {
        calls.incrementAndGet();
        CompletionStage<@Nullable Void> answer = answer(null);
        if (answer.toCompletableFuture().isDone() && failure == null) {
            entries.keySet().removeIf(key -> key.startsWith(prefix));
        }
        return answer;
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
            return new CompletableFuture<>();
        }
        return why == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(why);
    }
}
