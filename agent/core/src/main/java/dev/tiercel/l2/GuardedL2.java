package dev.tiercel.l2;

import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * L2 over servers that may be slow, sick or gone: a deadline for every wait, and bounds for what is under way. That a sick
 * server is not even asked is the matter of its {@link NodeGuard}. Thread-safe.
 *
 * <p>A drop or a clear that cannot reach the server is repeated when it is back, and what it was to drop is not believed
 * before. Known limit: that is forgotten with the process.
 */
public final class GuardedL2 implements L2 {
    private static final int MAX_VALUE_BYTES = 8 << 20;

    /** The most bytes of fills under way. */
    private static final long MAX_WAITING_BYTES = 64L << 20;

    private final L2Store store;
    private final EventLog log;
    private final long deadlineNanos;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Clears clears;
    private final Drops drops;
    private volatile boolean closed;

    private GuardedL2(L2Store store, Duration deadline, String prefix, EventLog log) {
        this.store = store;
        this.log = log;
        this.deadlineNanos = deadline.toNanos();
        this.clears = new Clears(store, log);
        this.drops = new Drops(store::delete, () -> clears.later(prefix));
    }

    /**
     * Puts the guard in front of the store and starts it. Returns at once; unusable until the first connection.
     *
     * @param deadline the most that one call waits
     * @param prefix what every key begins with
     */
    public static GuardedL2 start(L2Store store, Duration deadline, String prefix, EventLog log) {
        GuardedL2 l2 = new GuardedL2(store, deadline, prefix, log);
        store.start(l2::beginAgain);
        return l2;
    }

    @Override
    public Pending<Reply> get(String key) {
        if (isToBeDropped(key) || !isUsable()) {
            return Pending.now(Reply.AWAY);
        }
        try {
            return Pending.now(Lease.meaning(await(store.get(key))));
        } catch (L2Failure failure) {
            return Pending.now(Reply.AWAY);
        }
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(String key, Lease lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void hold(String key, Lease lease, Duration keepFor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fill(String key, byte[] standing, byte[] bytes, Duration ttl) {
        if (bytes.length > MAX_VALUE_BYTES) {
            log.warn(
                    "fill", "A value of " + (bytes.length >> 20) + " MB is too large for Redis: it is kept in L1 only");
            return;
        }
        if (isToBeDropped(key) || !isUsable()) {
            return;
        }
        if (waitingBytes.addAndGet(bytes.length) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes.length);
            return;
        }
        store.set(key, bytes, ttl).whenComplete((nothing, failure) -> waitingBytes.addAndGet(-bytes.length));
    }

    @Override
    public void drop(List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        if (!isUsable()) {
            dropLater(keys, "unavailable");
            return;
        }
        try {
            await(store.delete(keys));
        } catch (L2Failure failure) {
            dropLater(keys, failure.reason());
        }
    }

    private void dropLater(List<String> keys, String reason) {
        drops.later(keys);
        log.warn(
                "drop",
                "An invalidation did not reach Redis (" + reason
                        + "); it is repeated when Redis is back, and its entry there is not used before");
        store.check();
    }

    private boolean isToBeDropped(String key) {
        return drops.covers(key) || clears.covers(key);
    }

    private void beginAgain() {
        drops.beginAgain();
        clears.beginAgain();
    }

    @Override
    public void clear(String prefix) {
        if (!isUsable()) {
            clears.later(prefix);
            return;
        }
        try {
            clears.begin(prefix).toCompletableFuture().get(deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return; // It goes on in the background.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long nowMillis(String key) {
        return store.millis(key);
    }

    @Override
    public boolean isUsable() {
        return !closed && store.isUsable();
    }

    @Override
    public void close() {
        closed = true;
        store.close();
    }

    private <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw L2Failure.timedOut();
        } catch (ExecutionException e) {
            throw Failures.of(e);
        } catch (InterruptedException e) {
            // The application wants its thread back: no fault of the server.
            Thread.currentThread().interrupt();
            throw L2Failure.refusal("interrupted");
        }
    }
}
