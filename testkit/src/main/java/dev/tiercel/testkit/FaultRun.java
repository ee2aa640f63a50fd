package dev.tiercel.testkit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fault that the {@link ControlDoor} was asked for, as far as it has come. Times are those of this machine's clock.
 *
 * @param seconds how long it was to last; of a momentary one 0
 * @param began when it was asked for
 * @param healing when its undoing began; null: it is in force
 * @param ended when all was whole again, or was given up; null: not yet
 * @param error why it could not be begun or undone; null: nothing went wrong
 */
record FaultRun(
        ControlFault fault,
        long seconds,
        Instant began,
        @Nullable Instant healing,
        @Nullable Instant ended,
        @Nullable String error) {

    static FaultRun of(ControlFault fault, Duration time) {
        return new FaultRun(fault, fault.isMomentary() ? 0 : time.toSeconds(), Instant.now(), null, null, null);
    }

    boolean isOver() {
        return ended != null;
    }

    FaultRun healingNow() {
        return new FaultRun(fault, seconds, began, Instant.now(), null, error);
    }

    FaultRun endedNow() {
        return new FaultRun(fault, seconds, began, healing, Instant.now(), error);
    }

    /** The first error is the one that matters. */
    FaultRun failed(String newError) {
        return new FaultRun(fault, seconds, began, healing, ended, error == null ? newError : error);
    }
}
