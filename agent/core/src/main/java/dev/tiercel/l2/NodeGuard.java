package dev.tiercel.l2;

import dev.tiercel.config.RedisTimes;
import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.Events;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one server: its circuit breaker, the probe that closes it, its clock, its history, and the two lines a user
 * reads of it. Thread-safe.
 *
 * <p>The breaker is open from the start until the first probe succeeds; opened by three failures or three slow calls in a
 * row or by a lost connection; closed by a probe only, so that no call of the application is ever the one that tries. The
 * probe asks for the server's time: often while the breaker is open, and as a heartbeat while it is closed.
 */
public final class NodeGuard implements AutoCloseable {
    /** The server that is guarded. */
    public interface Server {
        /** Asks whether the server takes commands, and for its clock: milliseconds since 1970. Neither waits nor throws. */
        CompletionStage<Long> probe();

        /** Gives up a connection that does not answer, and opens another one. */
        void reconnect(String cause);

        /** The server has answered, and may be used again. */
        void answered();
    }

    /** What a user reads of the server. */
    public interface Lines {
        /** Its name. */
        String node();

        String unavailable(String reason);

        String ready();
    }

    private static final int FAILURES = 3;
    private static final long OPEN_PAUSE_MILLIS = 200;

    /** About a second and a half without an answer: the connection may be dead without knowing it. */
    private static final int TIMEOUTS_BEFORE_RECONNECT = 4;

    /** The breaker's own timed half-open state would let calls of the application try: put off for ever. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Lines lines;
    private final EventLog log;
    private final RedisTimes times;
    private final ScheduledExecutorService loop;
    private final Server server;
    private final SharedClock clock = new SharedClock(System::nanoTime, System.currentTimeMillis());
    private final History history = new History(InstantSource.system());

    /** Null: never closed yet. Made by the first probe that succeeds, so that its library is not loaded before. */
    private volatile @Nullable CircuitBreaker breaker;

    private boolean connected;
    private boolean told;

    /** Mistakes that were told in this outage. */
    private final Set<String> toldMistakes = new HashSet<>();

    private boolean ended;
    private @Nullable Future<?> next;
    private int timeouts;

    /** Counts connections, so that the success of a probe over a lost one closes nothing. */
    private long connection;

    /**
     * @param loop runs the probes; one thread
     * @param server the guard asks it for a sign of life, from {@link #connected} on
     */
    public NodeGuard(Lines lines, RedisTimes times, EventLog log, ScheduledExecutorService loop, Server server) {
        this.lines = lines;
        this.times = times;
        this.log = log;
        this.loop = loop;
        this.server = server;
    }

    public boolean isClosed() {
        CircuitBreaker known = breaker;
        return known != null && known.getState() == State.CLOSED;
    }

    /** Each call that is admitted ends with {@link #succeeded}, {@link #failed} or {@link #undecided}. */
    public boolean admits() {
        CircuitBreaker known = breaker;
        return known != null && known.getState() == State.CLOSED && known.tryAcquirePermission();
    }

    public void succeeded(long tookNanos) {
        CircuitBreaker known = breaker;
        Events.called(lines.node(), tookNanos, "");
        if (known != null) {
            known.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
            if (known.getState() != State.CLOSED) {
                opened(L2Failure.outage("slow answers"));
            }
        }
    }

    public void undecided() {
        CircuitBreaker known = breaker;
        if (known != null) {
            known.releasePermission();
        }
    }

    public void failed(long tookNanos, L2Failure failure) {
        Events.called(lines.node(), tookNanos, failure.reason());
        CircuitBreaker known = breaker;
        if (known == null || !failure.isOutage()) {
            undecided();
            return;
        }
        known.onError(tookNanos, TimeUnit.NANOSECONDS, failure);
        if (known.getState() != State.CLOSED) {
            opened(failure);
        }
    }

    private synchronized void opened(L2Failure why) {
        if (tell(why)) {
            changed(connected ? Health.SICK : Health.DISCONNECTED, why.reason());
            // After a pause, so that one which opens and closes does so with a pause.
            probeIn(OPEN_PAUSE_MILLIS);
        }
    }

    /** An attempt to connect begins. */
    public void connecting() {
        history.attempt();
    }

    /** There is a connection; whether the server takes commands, the probe finds out now. */
    public synchronized void connected(String how) {
        connected = true;
        connection++;
        timeouts = 0;
        changed(Health.SICK, how);
        probeIn(0);
    }

    /** The connection was lost, or an attempt to open one failed. May come many times in a row. */
    public synchronized void disconnected(L2Failure why) {
        connected = false;
        CircuitBreaker known = breaker;
        if (known != null && isClosed()) {
            known.transitionToOpenState();
        }
        tell(why);
        changed(Health.DISCONNECTED, why.reason());
    }

    private void changed(Health to, String cause) {
        if (history.changed(to, cause)) {
            Events.node(lines.node(), to.name(), cause);
        }
    }

    /** An attempt to connect neither succeeded nor failed, and the client was made anew. */
    public void stuck() {
        history.stuck();
    }

    /** A sign of life is asked for soon. */
    public synchronized void check() {
        if (connected && isClosed()) {
            probeIn(OPEN_PAUSE_MILLIS);
        }
    }

    /** The time by the server's clock, in milliseconds since 1970. */
    public long millis() {
        return clock.millis();
    }

    public NodeState state(String name) {
        return history.state(name);
    }

    private synchronized void probeIn(long millis) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = ended ? null : loop.schedule(this::probe, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            next = null;
        }
    }

    private void probe() {
        long overConnection = connection();
        if (overConnection < 0) {
            return; // The next connection begins again.
        }
        long askedNanos = clock.nanos();
        server.probe().whenComplete((serverMillis, failure) -> {
            if (failure == null) {
                answered(overConnection, serverMillis, askedNanos);
            } else {
                unanswered(overConnection, askedNanos, Failures.of(failure));
            }
        });
    }

    /** The number of the connection there is, or -1: none. */
    private synchronized long connection() {
        return connected && !ended ? connection : -1;
    }

    private void answered(long overConnection, long serverMillis, long askedNanos) {
        if (overConnection != connection()) {
            return;
        }
        timeouts = 0;
        clock.measured(serverMillis, askedNanos);
        // A slow answer is a sign of life, and no reason to send the application's calls there.
        if (isClosed() || clock.nanos() - askedNanos < slow().toNanos()) {
            recovered(overConnection);
            server.answered();
        }
        probeIn(isClosed() ? times.heartbeat().toMillis() : OPEN_PAUSE_MILLIS);
    }

    private void unanswered(long overConnection, long askedNanos, L2Failure why) {
        if (overConnection != connection()) {
            return;
        }
        if (isClosed()) {
            failed(clock.nanos() - askedNanos, why);
        } else {
            tell(why);
        }
        timeouts = why.reason().equals(L2Failure.TIMED_OUT) ? timeouts + 1 : 0;
        if (timeouts >= TIMEOUTS_BEFORE_RECONNECT) {
            timeouts = 0;
            server.reconnect("no answer");
        }
        probeIn(OPEN_PAUSE_MILLIS);
    }

    private synchronized void recovered(long overConnection) {
        if (overConnection != connection() || isClosed()) {
            return;
        }
        told = false;
        toldMistakes.clear();
        // First the line, then the state: who finds it usable finds the line too.
        log.info(lines.ready());
        changed(Health.USABLE, "answers");
        CircuitBreaker known = breaker;
        if (known == null) {
            breaker = create();
        } else {
            known.transitionToClosedState();
        }
    }

    /**
     * Says once in each outage that there is one; false: it was said. A mistake is said once as well when the outage began
     * with something else, for a server that was only late may turn out to ask for another password.
     */
    private synchronized boolean tell(L2Failure why) {
        if (ended || isClosed() || (told && !why.isMistake())) {
            return false;
        }
        boolean isNew = !why.isMistake() || toldMistakes.add(why.reason());
        if (isNew) {
            log.warn(lines.unavailable(why.reason()));
        }
        boolean isFirst = !told;
        told = true;
        return isFirst;
    }

    /** Open for good, and not a word of it. */
    @Override
    public synchronized void close() {
        ended = true;
        disconnected(L2Failure.outage("closed"));
        if (next != null) {
            next.cancel(false);
        }
    }

    /** Not much below the deadline: a pause of this process makes answers late that were in time. */
    private Duration slow() {
        return times.deadline().multipliedBy(4).dividedBy(5);
    }

    private CircuitBreaker create() {
        return CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                        .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .slowCallDurationThreshold(slow())
                        .slowCallRateThreshold(100)
                        .waitDurationInOpenState(NEVER)
                        .build());
    }
}
