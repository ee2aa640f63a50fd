package dev.tiercel.l2;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for its time: often while the breaker is open, to close it; now and then while all is well, as a
 * heartbeat and to follow the server's clock. Runs on one thread of its own, the only one that ever waits for a sick
 * server.
 */
final class Probe implements AutoCloseable {
    private static final long OPEN_PAUSE_MILLIS = 200;
    private static final long CLOSED_PAUSE_MILLIS = 5_000;

    /** About five seconds without an answer: the connection may be dead without knowing it. */
    private static final int TIMEOUTS_BEFORE_RECONNECT = 12;

    private final L2Store store;
    private final Guard guard;
    private final SharedClock clock;
    private final long deadlineNanos;
    private final Runnable onAnswer;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Probe::thread);
    private @Nullable Future<?> next;
    private int timeouts;

    /** @param onAnswer runs on the probe's thread after each answer */
    Probe(L2Store store, Guard guard, SharedClock clock, Duration deadline, Runnable onAnswer) {
        this.store = store;
        this.guard = guard;
        this.clock = clock;
        this.deadlineNanos = deadline.toNanos();
        this.onAnswer = onAnswer;
        executor.setRemoveOnCancelPolicy(true);
    }

    /** The next probe comes at once. */
    void now() {
        in(0);
    }

    /** The next probe comes after the pause of an open breaker, so that one which opens and closes does so with a pause. */
    void soon() {
        in(OPEN_PAUSE_MILLIS);
    }

    private synchronized void in(long millis) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = executor.schedule(this::run, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            next = null;
        }
    }

    private void run() {
        long connection = guard.connection();
        if (connection >= 0) {
            ask(connection);
        }
        in(guard.isClosed() && timeouts == 0 ? CLOSED_PAUSE_MILLIS : OPEN_PAUSE_MILLIS);
    }

    private void ask(long connection) {
        long askedNanos = clock.nanos();
        try {
            long serverMillis = store.probe().toCompletableFuture().get(deadlineNanos, TimeUnit.NANOSECONDS);
            clock.measured(serverMillis, askedNanos);
            timeouts = 0;
            guard.recovered(connection);
            onAnswer.run();
        } catch (TimeoutException e) {
            unanswered(askedNanos, L2Failure.timedOut());
        } catch (ExecutionException e) {
            unanswered(askedNanos, e.getCause() instanceof L2Failure why ? why : L2Failure.outage("unknown error"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unanswered(long askedNanos, L2Failure why) {
        if (guard.isClosed()) {
            guard.failed(clock.nanos() - askedNanos, why);
        } else {
            guard.tell(why.reason());
        }
        timeouts = why.reason().equals(L2Failure.TIMED_OUT) ? timeouts + 1 : 0;
        if (timeouts >= TIMEOUTS_BEFORE_RECONNECT) {
            timeouts = 0;
            store.reconnect();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        // Nothing of the application's threads is inherited.
        Thread thread = new Thread(null, work, "tiercel-l2-probe", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
