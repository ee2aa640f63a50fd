package dev.tiercel.l2;

import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.l2.NodeState.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connection history of one server: its counters and its latest changes. Thread-safe. */
final class History {
    private static final int KEPT = 100;

    private final InstantSource clock;
    private final Deque<Transition> transitions = new ArrayDeque<>();
    private Health health = Health.DISCONNECTED;
    private Instant since;
    private @Nullable Instant unusableSince;
    private long attempts;
    private long recoveries;
    private long stuckResets;
    private Duration recovering = Duration.ZERO;

    History(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized void attempt() {
        attempts++;
    }

    synchronized void stuck() {
        stuckResets++;
    }

    /** Nothing happens where the server is so already; false: it is. */
    synchronized boolean changed(Health to, String cause) {
        if (to == health) {
            return false;
        }
        Instant now = clock.instant();
        if (to == Health.USABLE && unusableSince != null) {
            recoveries++;
            recovering = recovering.plus(Duration.between(unusableSince, now));
        }
        if (health == Health.USABLE) {
            unusableSince = now;
        }
        health = to;
        since = now;
        if (transitions.size() == KEPT) {
            transitions.removeFirst();
        }
        transitions.addLast(new Transition(now, to, cause));
        return true;
    }

    synchronized NodeState state(String name) {
        Duration average = recoveries == 0 ? Duration.ZERO : recovering.dividedBy(recoveries);
        return new NodeState(name, health, since, attempts, recoveries, stuckResets, average, List.copyOf(transitions));
    }
}
