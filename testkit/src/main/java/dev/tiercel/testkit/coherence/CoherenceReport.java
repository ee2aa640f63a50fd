package dev.tiercel.testkit.coherence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check has found. Immutable.
 *
 * @param seed that the check ran with
 * @param instances how many there were
 * @param took from the beginning to the report; of several reports together, their sum
 * @param reads that gave a version
 * @param failedReads that gave none
 * @param writes that were acknowledged
 * @param failedWrites of which nobody knows what became of them
 * @param violations how many of each kind; a kind that did not occur is missing
 * @param told the first violations, in full
 * @param inSync how old what another instance had written was when a read missed it, while nothing was broken: from the
 *     acknowledgement to the beginning of the read; reads that missed nothing are not in it
 * @param underFault the same where a fault was in between
 * @param firstFresh for each instance, the time from each acknowledgement by another one to the beginning of its first
 *     read that saw it, while nothing was broken; it contains the time until somebody asks
 * @param backInSync how long after the end of a fault the last read began that missed more than the bound
 */
public record CoherenceReport(
        long seed,
        int instances,
        Duration took,
        long reads,
        long failedReads,
        long writes,
        long failedWrites,
        Map<Violation.Kind, Long> violations,
        List<Violation> told,
        Histogram inSync,
        Histogram underFault,
        List<Histogram> firstFresh,
        Duration backInSync) {
    private static final int TOLD = 20;

    public CoherenceReport {
        Map<Violation.Kind, Long> copy = new EnumMap<>(Violation.Kind.class);
        copy.putAll(violations);
        violations = Collections.unmodifiableMap(copy);
        told = List.copyOf(told);
        firstFresh = List.copyOf(firstFresh);
    }

    /** How many violations there were, of all kinds. */
    public long violationCount() {
        return violations.values().stream().mapToLong(Long::longValue).sum();
    }

    public long violationCount(Violation.Kind kind) {
        return violations.getOrDefault(kind, 0L);
    }

    public boolean isCoherent() {
        return violations.isEmpty();
    }

    /**
     * Fails with everything that is known when there was a violation.
     *
     * @return this
     */
    public CoherenceReport requireCoherence() {
        if (!isCoherent()) {
            throw new AssertionError(toString());
        }
        return this;
    }

    /** Two checks as one, with the seed of this one. */
    public CoherenceReport plus(CoherenceReport other) {
        Map<Violation.Kind, Long> sum = new EnumMap<>(Violation.Kind.class);
        sum.putAll(violations);
        other.violations.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        List<Violation> both = new ArrayList<>(told);
        both.addAll(other.told);
        List<Histogram> fresh = new ArrayList<>();
        for (int i = 0; i < Math.max(instances, other.instances); i++) {
            fresh.add(firstFresh(i).plus(other.firstFresh(i)));
        }
        return new CoherenceReport(
                seed,
                Math.max(instances, other.instances),
                took.plus(other.took),
                reads + other.reads,
                failedReads + other.failedReads,
                writes + other.writes,
                failedWrites + other.failedWrites,
                sum,
                both.subList(0, Math.min(TOLD, both.size())),
                inSync.plus(other.inSync),
                underFault.plus(other.underFault),
                fresh,
                backInSync.compareTo(other.backInSync) > 0 ? backInSync : other.backInSync);
    }

    private Histogram firstFresh(int instance) {
        return instance < firstFresh.size() ? firstFresh.get(instance) : Histogram.EMPTY;
    }

    /** Three digits and a unit; "0" for zero. */
    static String text(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis == 0) {
            return "0";
        }
        if (millis < 1) {
            return String.format(Locale.ROOT, "%.0f µs", millis * 1_000);
        }
        if (millis < 1_000) {
            return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
        }
        return String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    }

    /** Several lines, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("seed %d, %d instances, %s: %d reads (%d failed), %d writes (%d failed)%n"
                .formatted(seed, instances, text(took), reads, failedReads, writes, failedWrites));
        text.append("stale reads in sync: ").append(inSync).append('\n');
        text.append("stale reads under fault: ").append(underFault).append('\n');
        for (int i = 0; i < firstFresh.size(); i++) {
            text.append("first fresh read of instance %d: %s%n".formatted(i, firstFresh.get(i)));
        }
        text.append("violations: ")
                .append(
                        violations.isEmpty()
                                ? "none"
                                : violations.entrySet().stream()
                                        .map(each -> each.getValue() + " " + each.getKey())
                                        .collect(Collectors.joining(", ")))
                .append('\n');
        told.forEach(violation -> text.append("  ").append(violation).append('\n'));
        return text.toString();
    }
}
