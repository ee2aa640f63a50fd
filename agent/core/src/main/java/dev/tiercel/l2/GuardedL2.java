package dev.tiercel.l2;

import dev.tiercel.config.RedisTimes;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
 * <p>A drop that cannot reach the server is repeated when it is back, and what it was to drop is not believed
 * before. Known limit: that is forgotten with the process.
 */
public final class GuardedL2 implements L2 {
    private static final Pending<Reply> AWAY = Pending.now(Reply.AWAY);
    private static final int MAX_VALUE_BYTES = 8 << 20;

    /** The most bytes of fills under way. */
    private static final long MAX_WAITING_BYTES = 64L << 20;

    private final L2Store store;
    private final EventLog log;
    private final long deadlineNanos;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Completions completions;
    private final Sweeps sweeps;
    private final Epochs epochs;
    private final Drops drops;
    private final RecentDrops recent;
    private final String prefix;
    private volatile boolean closed;

    private GuardedL2(L2Store store, RedisTimes times, String prefix, EventLog log) {
        this.store = store;
        this.log = log;
        this.deadlineNanos = times.deadline().toNanos();
        this.completions = new Completions(times.deadline());
        this.sweeps = new Sweeps(store, log);
        this.epochs = new Epochs(store, this.completions, times.replayWindow(), log);
        this.drops = new Drops(store::delete, () -> sweeps.later(Glob.below(prefix, "*")));
        this.recent = new RecentDrops(times.replayWindow().toNanos(), System::nanoTime);
        this.prefix = prefix;
    }

    /**
     * Puts the guard in front of the store and starts it. Returns at once; unusable until the first connection.
     *
     * @param times the most that one call waits, and for how long drops are repeated where a server is replaced
     * @param prefix what every key begins with
     */
    public static GuardedL2 start(L2Store store, RedisTimes times, String prefix, EventLog log) {
        GuardedL2 l2 = new GuardedL2(store, times, prefix, log);
        store.start(new L2Store.Listener() {
            @Override
            public void answered() {
                l2.beginAgain();
            }

            @Override
            public void replaced() {
                l2.replay();
            }
        });
        return l2;
    }

    @Override
    public Pending<Reply> get(String key) {
        return isAsked(key) ? new Answer.One(store.get(key), completions) : AWAY;
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        if (keys.isEmpty()) {
            return Pending.now(List.of());
        }
        if (!isUsable()) {
            return Pending.now(Collections.nCopies(keys.size(), Reply.AWAY));
        }
        BitSet toBeDropped = new BitSet();
        for (int i = 0; i < keys.size(); i++) {
            toBeDropped.set(i, isToBeDropped(keys.get(i)));
        }
        return new Answer.Many(keys.size(), toBeDropped, store.getAll(keys), completions);
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        return isAsked(key)
                ? new Answer.Leasing(
                        store.lease(key, lease.token(), keepFor, unusable), () -> release(key, lease), completions)
                : AWAY;
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        if (isTooLarge(bytes) || !isAsked(key) || !mayWait(bytes)) {
            return CompletableFuture.completedFuture(true);
        }
        return store.fill(key, standing, bytes, keepFor).handle((stored, failure) -> {
            waited(bytes);
            return failure != null || stored;
        });
    }

    @Override
    public void release(String key, Lease lease) {
        if (isAsked(key)) {
            var unused = store.release(key, lease.token());
        }
    }

    @Override
    public boolean hold(String key, Lease lease, Duration keepFor) {
        if (!isAsked(key)) {
            return false;
        }
        try {
            await(store.hold(key, lease.token(), keepFor));
            return true;
        } catch (L2Failure failure) {
            return false;
        }
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {
        if (isTooLarge(bytes) || !isAsked(key) || !mayWait(bytes)) {
            drop(List.of(key));
            return;
        }
        recent.add(List.of(key));
        CompletionStage<@Nullable Void> work = store.replace(key, lease.token(), bytes, keepFor);
        work.whenComplete((nothing, failure) -> waited(bytes));
        awaitDropped(List.of(key), work);
    }

    private boolean isTooLarge(byte[] bytes) {
        if (bytes.length <= MAX_VALUE_BYTES) {
            return false;
        }
        log.warn("fill", "A value of " + (bytes.length >> 20) + " MB is too large for Redis: it is kept in L1 only");
        return true;
    }

    /** Each that may ends with {@link #waited}. */
    private boolean mayWait(byte[] bytes) {
        if (waitingBytes.addAndGet(bytes.length) <= MAX_WAITING_BYTES) {
            return true;
        }
        waited(bytes);
        return false;
    }

    private void waited(byte[] bytes) {
        waitingBytes.addAndGet(-bytes.length);
    }

    @Override
    public void drop(List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        recent.add(keys);
        if (!isUsable()) {
            dropLater(keys, "unavailable");
            return;
        }
        awaitDropped(keys, store.delete(keys));
    }

    /** Waits for what drops the keys, or keeps them to be dropped later. */
    private void awaitDropped(List<String> keys, CompletionStage<@Nullable Void> work) {
        try {
            await(work);
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

    private boolean isAsked(String key) {
        return !isToBeDropped(key) && isUsable();
    }

    private boolean isToBeDropped(String key) {
        return drops.covers(key) || sweeps.covers(key);
    }

    /** Replication is asynchronous, and a disk may hold what is older: what was dropped a short time ago is dropped again. */
    private void replay() {
        List<String> keys = recent.keys();
        if (keys == null) {
            sweeps.later(Glob.below(prefix, "*"));
        } else if (!keys.isEmpty()) {
            drops.later(keys);
        }
        epochs.renewRecent();
    }

    private void beginAgain() {
        drops.beginAgain();
        sweeps.beginAgain();
        epochs.beginAgain();
    }

    @Override
    public @Nullable CompletionStage<Long> dropMatching(String prefix, String pattern) {
        recent.addAll();
        return sweeps.begin(Glob.below(prefix, pattern));
    }

    @Override
    public CompletionStage<Long> countMatching(String prefix, String pattern) {
        return store.countMatching(Glob.below(prefix, pattern).toString());
    }

    @Override
    public CacheEpochs epochs(String key) {
        return epochs.of(key);
    }

    @Override
    public void forgetEpochs() {
        epochs.forget();
    }

    @Override
    public long nowMillis(String key) {
        return store.millis(key);
    }

    @Override
    public boolean isUsable() {
        return !closed && store.isUsable();
    }

    /**
     * Takes over what another tier of the same keys may owe to the servers: what it has dropped a short time ago, or could
     * not drop, is dropped here, and not believed before.
     */
    public void adopt(GuardedL2 other) {
        List<String> keys = other.recent.keys();
        if (keys == null || other.sweeps.areAny()) {
            sweeps.later(Glob.below(prefix, "*"));
        } else {
            drops.later(keys);
            drops.later(other.drops.keys());
        }
        epochs.adopt(other.epochs);
        store.check();
    }

    /** How many invalidations wait to be repeated, because no server took them yet: keys and patterns. */
    public int waiting() {
        return closed ? 0 : drops.size() + sweeps.waiting();
    }

    @Override
    public void close() {
        closed = true;
        store.close();
        completions.close();
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
