package dev.tiercel;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether this process hears what other instances invalidate.
 *
 * <pre>{@code
 * Synchrony.now().filter(state -> !state.inSync()).ifPresent(state ->
 *     System.out.println("out of sync since " + state.since() + ": " + state.cause()));
 * }</pre>
 *
 * @param inSync true: it hears them within milliseconds; false: what L1 has answers for {@code max-staleness} at most
 * @param since when that began, by this machine's clock
 * @param cause why it changed, in words
 * @param outages how often it was in sync and then was not
 * @param gaps how often something had been missed while it was in sync; L1 was emptied each time
 * @param heard messages of other instances, signs of life included
 */
public record Synchrony(boolean inSync, Instant since, String cause, long outages, long gaps, long heard) {

    /** How it is; empty without an agent, or where it has no Redis. */
    public static Optional<Synchrony> now() {
        try {
            Object[] row = AgentDoor.synchrony();
            return row == null ? Optional.empty() : Optional.of(of(row));
        } catch (RuntimeException misunderstood) {
            return Optional.empty(); // An agent of another version may know more than this class does.
        }
    }

    private static Synchrony of(Object[] row) {
        return new Synchrony(
                (Boolean) row[0], (Instant) row[1], (String) row[2], (Long) row[3], (Long) row[4], (Long) row[5]);
    }
}
