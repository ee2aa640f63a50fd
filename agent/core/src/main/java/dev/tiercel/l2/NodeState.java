package dev.tiercel.l2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is known of one server.
 *
 * @param name its address, and where several nodes share one, its identity
 * @param health as it is now
 * @param since when that began, by this machine's clock
 * @param attempts how often a connection was tried
 * @param recoveries how often it became usable again after it had been
 * @param stuckResets how often the client was made anew because an attempt to connect neither succeeded nor failed
 * @param averageRecovery from unusable to usable again, on average; zero: it never was
 * @param history the latest changes, the oldest first
 */
public record NodeState(
        String name,
        Health health,
        Instant since,
        long attempts,
        long recoveries,
        long stuckResets,
        Duration averageRecovery,
        List<Transition> history) {

    /** How a server is, from the worst to the best. */
    public enum Health {
        /** There is no connection. */
        DISCONNECTED,
        /** There is a connection, and the breaker is open: no call of the application is let through. */
        SICK,
        USABLE
    }

    /**
     * One change.
     *
     * @param at by this machine's clock
     * @param cause in words for a user
     */
    public record Transition(Instant at, Health to, String cause) {}

    public NodeState {
        history = List.copyOf(history);
    }
}
