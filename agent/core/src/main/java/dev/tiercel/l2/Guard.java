package dev.tiercel.l2;

import dev.tiercel.log.EventLog;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breaker of L2, and the two lines a user reads of it. Open from the start until the first probe succeeds;
 * opened by three failures in a row or by a lost connection; closed by a probe only, so that no call of the application
 * is ever the one that tries. Thread-safe.
 */
final class Guard {
    private static final int FAILURES = 3;

    /** The breaker's own timed half-open state would let calls of the application try: put off for ever. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                    .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                    .failureRateThreshold(100)
                    .waitDurationInOpenState(NEVER)
                    .initialState(State.OPEN)
                    .build());

    private final String address;
    private final EventLog log;
    private final Runnable onOpened;
    private boolean connected;
    private boolean told;

    /** Counts connections, so that the success of a probe over a lost one closes nothing. */
    private long connection;

    /** @param onOpened runs when failures have opened the breaker; on the thread of the last one */
    Guard(String address, EventLog log, Runnable onOpened) {
        this.address = address;
        this.log = log;
        this.onOpened = onOpened;
    }

    boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }

    /** Each call that is admitted ends with {@link #succeeded}, {@link #failed} or {@link #undecided}. */
    boolean admits() {
        return breaker.tryAcquirePermission();
    }

    void succeeded(long tookNanos) {
        breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
    }

    void undecided() {
        breaker.releasePermission();
    }

    void failed(long tookNanos, L2Failure failure) {
        if (!failure.isOutage()) {
            undecided();
            return;
        }
        breaker.onError(tookNanos, TimeUnit.NANOSECONDS, failure);
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
        if (isClosed()) {
            breaker.transitionToOpenState();
        }
        tell(reason);
    }

    /** The number of the connection there is, or -1: none. */
    synchronized long connection() {
        return connected ? connection : -1;
    }

    /** A probe over this connection was answered. */
    synchronized void recovered(long overConnection) {
        if (overConnection != connection() || isClosed()) {
            return;
        }
        breaker.transitionToClosedState();
        told = false;
        log.info("Redis ready (" + address + ")");
    }

    /** Says once in each outage that there is one; false: it was said. */
    synchronized boolean tell(String reason) {
        if (told || isClosed()) {
            return false;
        }
        told = true;
        log.warn("Redis unavailable (" + reason + ") – answering from L1 and the database");
        return true;
    }
}
