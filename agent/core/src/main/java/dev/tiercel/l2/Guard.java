package dev.tiercel.l2;

import dev.tiercel.log.EventLog;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of L2, and the two lines a user reads of it. Open from the start until the first probe succeeds;
 * opened by three failures in a row or by a lost connection; closed by a probe only, so that no call of the application
 * is ever the one that tries. Thread-safe.
 */
final class Guard {
    private static final int FAILURES = 3;

    /** The breaker's own timed half-open state would let calls of the application try: put off for ever. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** Null: never closed yet. Made by the first probe that succeeds, so that its library is not loaded before. */
    private volatile @Nullable CircuitBreaker breaker;

    private final String address;
    private final EventLog log;
    private final Runnable onOpened;
    private boolean connected;
    private boolean told;
    private boolean ended;

    /** Counts connections, so that the success of a probe over a lost one closes nothing. */
    private long connection;

    /** @param onOpened runs when failures have opened the breaker; on the thread of the last one */
    Guard(String address, EventLog log, Runnable onOpened) {
        this.address = address;
        this.log = log;
        this.onOpened = onOpened;
    }

    boolean isClosed() {
        CircuitBreaker known = breaker;
        return known != null && known.getState() == State.CLOSED;
    }

    /** Each call that is admitted ends with {@link #succeeded}, {@link #failed} or {@link #undecided}. */
    boolean admits() {
        CircuitBreaker known = breaker;
        return known != null && known.getState() == State.CLOSED && known.tryAcquirePermission();
    }

    void succeeded(long tookNanos) {
        CircuitBreaker known = breaker;
        if (known != null) {
            known.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
        }
    }

    void undecided() {
        CircuitBreaker known = breaker;
        if (known != null) {
            known.releasePermission();
        }
    }

    void failed(long tookNanos, L2Failure failure) {
        CircuitBreaker known = breaker;
        if (known == null || !failure.isOutage()) {
            undecided();
            return;
        }
        known.onError(tookNanos, TimeUnit.NANOSECONDS, failure);
        if (!isClosed() && tell(failure.reason())) {
            onOpened.run();
        }
    }

    synchronized void connected() {
        connected = true;
        connection++;
    }

    synchronized void disconnected(String reason) {
        connected = false;
        CircuitBreaker known = breaker;
        if (known != null && isClosed()) {
            known.transitionToOpenState();
        }
        tell(reason);
    }

    /** Open for good, and not a word of it. */
    synchronized void end() {
        ended = true;
        disconnected("closed");
    }

    /** The number of the connection there is, or -1: none. */
    synchronized long connection() {
        return connected ? connection : -1;
    }

    /** A probe over this connection was answered. */
    synchronized void recovered(long overConnection) {
        if (ended || overConnection != connection() || isClosed()) {
            return;
        }
        told = false;
        // First the line, then the state: who finds it usable finds the line too.
        log.info("Redis ready (" + address + ")");
        CircuitBreaker known = breaker;
        if (known == null) {
            breaker = create();
        } else {
            known.transitionToClosedState();
        }
    }

    /** Says once in each outage that there is one; false: it was said. */
    synchronized boolean tell(String reason) {
        if (told || ended || isClosed()) {
            return false;
        }
        told = true;
        log.warn("Redis unavailable (" + reason + ") – answering from L1 and the database");
        return true;
    }

    private static CircuitBreaker create() {
        return CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                        .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(NEVER)
                        .build());
    }
}
