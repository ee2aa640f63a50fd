package dev.tiercel.sample.lab;

import dev.tiercel.sample.resilience.RedisConnection.State;
import io.micronaut.http.sse.Event;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** What the lab tells while it works, each as a Server-Sent Event of its own name. */
sealed interface LabEvent {

    /** As the event's name. */
    String type();

    default Event<LabEvent> event() {
        return Event.<LabEvent>of(this).name(type());
    }

    /**
     * A fault was begun.
     *
     * @param seconds how long it is to last; 0: it is over at once
     */
    @Serdeable
    record Start(String type, String fault, String topology, long seconds) implements LabEvent {
        Start(String fault, String topology, long seconds) {
            this("start", fault, topology, seconds);
        }
    }

    /**
     * How the application fares, each second.
     *
     * @param elapsed seconds since the fault was asked for
     * @param remaining seconds until its healing begins; zero: it is over, or being healed
     * @param attempts to connect to Redis, ever; null without an agent
     * @param inSync whether what other instances invalidate is heard; null without an agent
     */
    @Serdeable
    record RetryUpdate(
            String type,
            long elapsed,
            long remaining,
            State state,
            @Nullable Long attempts,
            @Nullable Boolean inSync) implements LabEvent {
        RetryUpdate(long elapsed, long remaining, State state, @Nullable Long attempts, @Nullable Boolean inSync) {
            this("retry_update", elapsed, remaining, state, attempts, inSync);
        }
    }

    /**
     * It is over.
     *
     * @param noticed whether the application's connection was disturbed at all
     * @param recoveryMillis from the beginning of the healing (of a fault that is over at once: from the loss) until Redis was used
     *     and other instances were heard again; null where nothing was noticed, or it has not come back
     * @param success whether Redis is used again
     * @param problem null: none
     */
    @Serdeable
    record Complete(
            String type,
            String fault,
            boolean noticed,
            @Nullable Long recoveryMillis,
            boolean success,
            @Nullable String problem)
            implements LabEvent {
        Complete(
                String fault,
                boolean noticed,
                @Nullable Long recoveryMillis,
                boolean success,
                @Nullable String problem) {
            this("complete", fault, noticed, recoveryMillis, success, problem);
        }
    }

    /** How far the loop test has come. */
    @Serdeable
    record Progress(String type, int iterations, long count, int l1, int l2, int stale, int database, int failed)
            implements LabEvent {
        Progress(long count, LoopCounts counts) {
            this(
                    "progress",
                    counts.all(),
                    count,
                    counts.l1(),
                    counts.l2(),
                    counts.stale(),
                    counts.database(),
                    counts.failed());
        }
    }

    /**
     * The loop test has ended.
     *
     * @param restartDetected whether Redis was lost meanwhile
     * @param recoveryMillis from the loss until it was back; null where it was not lost, or is not back
     * @param success whether every search was answered
     */
    @Serdeable
    record Report(
            String type,
            int iterations,
            int l1,
            int l2,
            int stale,
            int database,
            int failed,
            boolean restartDetected,
            @Nullable Long recoveryMillis,
            boolean success)
            implements LabEvent {
        Report(LoopCounts counts, boolean restartDetected, @Nullable Long recoveryMillis) {
            this(
                    "report",
                    counts.all(),
                    counts.l1(),
                    counts.l2(),
                    counts.stale(),
                    counts.database(),
                    counts.failed(),
                    restartDetected,
                    recoveryMillis,
                    counts.failed() == 0);
        }
    }
}
