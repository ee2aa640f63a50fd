package dev.tiercel.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for other processes, with one deadline and the last thing that was wrong in its error. */
final class Waiting {
    /** For a whole topology to form, fail over, or heal. */
    static final Duration TOPOLOGY = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private Waiting() {}

    /**
     * Asks until nothing is wrong. A node that does not answer counts as wrong.
     *
     * @param wrong what is wrong now, or null
     */
    static void until(String what, Supplier<@Nullable String> wrong) {
        long deadline = System.nanoTime() + TOPOLOGY.toNanos();
        while (true) {
            String last = ask(wrong);
            if (last == null) {
                return;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new RedisServerException(what + " did not come about in " + TOPOLOGY.toSeconds() + " s: " + last);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new RedisServerException("interrupted while waiting: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static @Nullable String ask(Supplier<@Nullable String> wrong) {
        try {
            return wrong.get();
        } catch (RedisServerException e) {
            return e.getMessage();
        }
    }
}
