package dev.tiercel.sample.lab;

import dev.tiercel.Synchrony;
import dev.tiercel.sample.lab.ControlState.Fault;
import dev.tiercel.sample.lab.LabEvent.Complete;
import dev.tiercel.sample.lab.LabEvent.RetryUpdate;
import dev.tiercel.sample.lab.LabEvent.Start;
import io.micronaut.http.exceptions.HttpStatusException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Follows one fault from its beginning to the application's recovery. For one reader. */
final class FaultReport {
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** After the end of the fault's own time: for all servers to be whole, and for the application to use them. */
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(90);

    /** What a fault did may be noticed a little after it. */
    private static final int LOOKS_UNTIL_NOTICED = 3;

    private final RedisControl control;
    private final ConnectionWatch watch = new ConnectionWatch();
    private final Instant start = Instant.now();
    private int looksAfterEnd;

    FaultReport(RedisControl control) {
        this.control = control;
    }

    /**
     * Begins the fault; it ends by itself, whether somebody reads or not.
     *
     * @throws HttpStatusException it was refused
     */
    Flux<LabEvent> begin(String fault, long seconds) {
        var state = control.begin(fault, seconds);
        var begun = Objects.requireNonNull(state.latest());
        var updates = Flux.interval(BEAT)
                .onBackpressureDrop()
                .concatMap(beat -> Mono.fromCallable(control::state).subscribeOn(Schedulers.boundedElastic()))
                .map(now -> look(Objects.requireNonNull(now.latest())))
                .onErrorResume(
                        HttpStatusException.class, lost -> Mono.just(failed(begun, String.valueOf(lost.getMessage()))))
                .takeUntil(Complete.class::isInstance);
        return updates.startWith(new Start(fault, state.topology(), begun.seconds()));
    }

    private LabEvent look(Fault fault) {
        var connection = watch.look();
        var elapsed = Duration.between(start, Instant.now());
        if (fault.ended() != null && (watch.regained().isPresent() || isUnnoticed())) {
            return completed(fault);
        }
        if (elapsed.compareTo(LONGEST_RECOVERY.plusSeconds(fault.seconds())) > 0) {
            return failed(
                    fault,
                    "Redis is not used again %d s after the end of the fault: /api/resilience tells why."
                            .formatted(LONGEST_RECOVERY.toSeconds()));
        }
        var remaining = fault.healing() == null ? Math.max(0, fault.seconds() - elapsed.toSeconds()) : 0;
        return new RetryUpdate(
                elapsed.toSeconds(),
                remaining,
                connection.state(),
                connection.attempts(),
                Synchrony.now().map(Synchrony::inSync).orElse(null));
    }

    private boolean isUnnoticed() {
        looksAfterEnd++;
        return watch.lost().isEmpty() && looksAfterEnd >= LOOKS_UNTIL_NOTICED;
    }

    private LabEvent completed(Fault fault) {
        // One that was over at once had its effect when it had: a failover is begun by the Sentinels some seconds
        // later.
        var from = fault.seconds() == 0 ? watch.lost() : Optional.ofNullable(fault.healing());
        var recovery = from.flatMap(watch::regainedAfter);
        return new Complete(
                fault.fault(),
                watch.lost().isPresent(),
                recovery.map(Duration::toMillis).orElse(null),
                fault.error() == null,
                fault.error());
    }

    private LabEvent failed(Fault fault, String problem) {
        return new Complete(fault.fault(), watch.lost().isPresent(), null, false, problem);
    }
}
