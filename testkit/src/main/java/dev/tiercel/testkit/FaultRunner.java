package dev.tiercel.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a topology for a while, and heals it: one fault at a time, on a thread of its own. Thread-safe. When it is
 * closed while a fault is in force, the topology stays as it is: whoever closes it is about to close that too.
 */
final class FaultRunner implements AutoCloseable {
    private final RedisTopology redis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "redis-control-faults");
        worker.setDaemon(true);
        return worker;
    });

    private volatile @Nullable FaultRun latest;

    FaultRunner(RedisTopology redis) {
        this.redis = redis;
    }

    RedisTopology.Kind kind() {
        return redis.kind();
    }

    /** The one that is in force or being healed, else the last one; empty where there was none. */
    Optional<FaultRun> latest() {
        return Optional.ofNullable(latest);
    }

    /** Begins a fault in the background; empty where another one is not over yet. */
    synchronized Optional<FaultRun> begin(ControlFault fault, Duration time) {
        FaultRun before = latest;
        if (before != null && !before.isOver()) {
            return Optional.empty();
        }
        FaultRun run = FaultRun.of(fault, time);
        latest = run;
        thread.execute(() -> strike(run, time));
        return Optional.of(run);
    }

    private void strike(FaultRun run, Duration time) {
        FaultRun struck = attempt(run, () -> run.fault().begin(redis));
        // What could not be begun may have begun in part.
        long millis = run.fault().isMomentary() || struck.error() != null ? 0 : time.toMillis();
        Future<?> unused = thread.schedule(() -> heal(struck), millis, TimeUnit.MILLISECONDS);
    }

    private void heal(FaultRun run) {
        FaultRun healing = run.healingNow();
        latest = healing;
        latest = attempt(healing, redis::heal).endedNow();
    }

    private static FaultRun attempt(FaultRun run, Runnable step) {
        try {
            step.run();
            return run;
        } catch (RuntimeException e) {
            return run.failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
