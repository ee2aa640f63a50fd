package dev.tiercel.l2;

import dev.tiercel.config.RedisConfig;
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
 * L2 over a store that may be slow, sick or gone: a deadline for every wait, a breaker that ends the waiting, and bounds
 * for what is under way. Thread-safe.
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
    private final SharedClock clock = new SharedClock(System::nanoTime, System.currentTimeMillis());
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Guard guard;
    private final Clears clears;
    private final Drops drops;
    private final Probe probe;

    private GuardedL2(L2Store store, RedisConfig config, String prefix, EventLog log) {
        this.store = store;
        this.log = log;
        this.deadlineNanos = config.times().deadline().toNanos();
        this.clears = new Clears(store, log);
        this.drops = new Drops(store, () -> clears.later(prefix));
        this.guard = new Guard(config.target().toString(), log, this::opened);
        this.probe = new Probe(store, guard, clock, config.times().deadline(), this::beginAgain);
    }

    /**
     * Puts the guard in front of the store and starts both. Returns at once; unusable until the first connection.
     *
     * @param prefix what every key begins with
     */
    public static GuardedL2 start(L2Store store, RedisConfig config, String prefix, EventLog log) {
        GuardedL2 l2 = new GuardedL2(store, config, prefix, log);
        store.start(l2.new Connection());
        return l2;
    }

    @Override
    public byte @Nullable [] get(String key) {
        if (isToBeDropped(key) || !guard.admits()) {
            return null;
        }
        long startNanos = clock.nanos();
        try {
            return await(store.get(key), startNanos);
        } catch (L2Failure failure) {
            return null;
        }
    }

    @Override
    public void fill(String key, byte[] bytes, Duration ttl) {
        if (bytes.length > MAX_VALUE_BYTES) {
            log.warn(
                    "fill", "A value of " + (bytes.length >> 20) + " MB is too large for Redis: it is kept in L1 only");
            return;
        }
        if (isToBeDropped(key) || !guard.admits()) {
            return;
        }
        if (waitingBytes.addAndGet(bytes.length) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes.length);
            guard.undecided();
            return;
        }
        long startNanos = clock.nanos();
        store.set(key, bytes, ttl).whenComplete((nothing, failure) -> {
            waitingBytes.addAndGet(-bytes.length);
            settle(startNanos, failure);
        });
    }

    @Override
    public void drop(List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        if (!guard.admits()) {
            dropLater(keys, "unavailable");
            return;
        }
        long startNanos = clock.nanos();
        try {
            await(store.delete(keys), startNanos);
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
        if (guard.isClosed()) {
            probe.soon();
        }
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
        if (!guard.admits()) {
            clears.later(prefix);
            return;
        }
        guard.undecided(); // Long work: its end, late as it may be, says nothing of the server's health.
        try {
            clears.begin(prefix).toCompletableFuture().get(deadlineNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return; // It goes on in the background.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }

    @Override
    public boolean isUsable() {
        return guard.isClosed();
    }

    @Override
    public void close() {
        guard.end();
        probe.close();
        store.close();
    }

    private <T extends @Nullable Object> T await(CompletionStage<T> stage, long startNanos) {
        try {
            T result = stage.toCompletableFuture().get(deadlineNanos, TimeUnit.NANOSECONDS);
            settle(startNanos, null);
            return result;
        } catch (TimeoutException e) {
            throw settled(startNanos, L2Failure.timedOut());
        } catch (ExecutionException e) {
            throw settled(startNanos, Failures.of(e));
        } catch (InterruptedException e) {
            // The application wants its thread back: no fault of the server.
            Thread.currentThread().interrupt();
            throw settled(startNanos, L2Failure.refusal("interrupted"));
        }
    }

    private L2Failure settled(long startNanos, L2Failure failure) {
        settle(startNanos, failure);
        return failure;
    }

    private void settle(long startNanos, @Nullable Throwable failure) {
        long tookNanos = clock.nanos() - startNanos;
        if (failure == null) {
            guard.succeeded(tookNanos);
        } else {
            guard.failed(tookNanos, Failures.of(failure));
        }
    }

    private void opened() {
        probe.soon();
    }

    private final class Connection implements L2Store.Listener {
        @Override
        public void connected() {
            guard.connected();
            probe.now();
        }

        @Override
        public void disconnected(String reason) {
            guard.disconnected(reason);
        }
    }
}
