package dev.tiercel.l2;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** No shared tier at all: a process that caches for itself only. */
public final class NoL2 implements L2 {
    private static final Pending<Reply> AWAY = Pending.now(Reply.AWAY);

    @Override
    public Pending<Reply> get(String key) {
        return AWAY;
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        return Pending.now(Collections.nCopies(keys.size(), Reply.AWAY));
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        return AWAY;
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void release(String key, Lease lease) {}

    @Override
    public boolean hold(String key, Lease lease, Duration keepFor) {
        return false;
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {}

    @Override
    public void drop(List<String> keys) {}

    @Override
    public CompletionStage<Long> dropMatching(String prefix, String pattern) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CompletionStage<Long> countMatching(String prefix, String pattern) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CacheEpochs epochs(String key) {
        return CacheEpochs.NONE;
    }

    @Override
    public long nowMillis(String key) {
        return System.currentTimeMillis();
    }

    @Override
    public boolean isUsable() {
        return false;
    }

    @Override
    public void close() {}
}
