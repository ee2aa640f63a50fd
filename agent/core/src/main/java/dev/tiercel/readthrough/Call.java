package dev.tiercel.readthrough;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call that L1 did not answer.
 *
 * @param self the receiver; null: the method is static
 * @param arguments all of them, in order
 * @param startNanos when it began
 * @param patience how long it may wait for anything of ours
 * @param background true: it is no call of the application, but what goes on after one was answered
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Call(
        Object key,
        @Nullable Object self,
        @Nullable Object[] arguments,
        long startNanos,
        Patience patience,
        boolean background) {

    /** One that begins now. */
    static Call now(Object key, @Nullable Object self, @Nullable Object[] arguments, Duration budget) {
        long now = System.nanoTime();
        return new Call(key, self, arguments, now, Patience.from(now, budget), false);
    }

    /** What is left to do once its caller has an answer. */
    Call inBackground() {
        return new Call(key, self, arguments, startNanos, patience, true);
    }
}
