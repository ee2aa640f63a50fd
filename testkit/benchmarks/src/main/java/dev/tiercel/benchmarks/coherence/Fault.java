package dev.tiercel.benchmarks.coherence;

import dev.tiercel.testkit.coherence.CutOff;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that breaks, and is repaired.
 *
 * @param name as the table and the command line have it
 * @param kind what those who feel it cannot do; null: nobody feels anything
 * @param victims the numbers of the instances that feel it
 * @param strike what breaks it
 * @param during done again and again while it is broken, so many milliseconds apart
 * @param undo what repairs it, beyond the healing of the site
 * @param millis how long it is broken
 * @param failsCalls whether calls of the application may fail meanwhile: it is the application that is broken
 */
record Fault(
        String name,
        CutOff.@Nullable Kind kind,
        List<Integer> victims,
        Step strike,
        Step during,
        long periodMillis,
        Step undo,
        long millis,
        boolean failsCalls) {

    static final Step NOTHING = () -> {};

    /** Usually between two of {@link #during}. */
    static final long PERIOD_MILLIS = 50;

    interface Step {
        void run() throws Exception;
    }

    static Fault none() {
        return new Fault("none", null, List.of(), NOTHING, NOTHING, PERIOD_MILLIS, NOTHING, 2_000, false);
    }

    /** All instances feel it, and cannot reach Redis. */
    static Fault forAll(Site site, String name, long millis, Step strike, Step undo) {
        return new Fault(
                name, CutOff.Kind.ISOLATED, site.everyone(), strike, NOTHING, PERIOD_MILLIS, undo, millis, false);
    }

    /** All instances may miss messages. */
    static Fault deafening(Site site, String name, long millis, Step strike, Step during) {
        return new Fault(
                name, CutOff.Kind.DEAF, site.everyone(), strike, during, PERIOD_MILLIS, NOTHING, millis, false);
    }

    /** Only the first instance feels it. */
    static Fault forOne(String name, long millis, Step strike, Step undo) {
        return new Fault(name, CutOff.Kind.ISOLATED, List.of(0), strike, NOTHING, PERIOD_MILLIS, undo, millis, false);
    }

    Fault failingCalls() {
        return new Fault(name, kind, victims, strike, during, periodMillis, undo, millis, true);
    }

    Fault during(long everyMillis, Step again) {
        return new Fault(name, kind, victims, strike, again, everyMillis, undo, millis, failsCalls);
    }
}
