package dev.tiercel.sample.lab;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the control door tells.
 *
 * @param topology of the Redis
 * @param faults what can be done to it
 * @param latest null: nothing was done yet
 */
@Serdeable
record ControlState(
        String topology, List<String> faults, @Nullable Fault latest) {

    /**
     * A fault; times by this machine's clock.
     *
     * @param seconds how long it is to last; 0: it is over at once
     * @param healing when its undoing began; null: it is in force
     * @param ended when all was whole again; null: not yet
     * @param error why it could not be begun or undone; null: nothing went wrong
     */
    @Serdeable
    record Fault(
            String fault,
            long seconds,
            Instant began,
            @Nullable Instant healing,
            @Nullable Instant ended,
            @Nullable String error) {}
}
