package dev.tiercel.benchmarks.coherence;

import dev.tiercel.testkit.coherence.CoherenceChecker;
import dev.tiercel.testkit.coherence.CoherenceReport;
import dev.tiercel.testkit.coherence.CoherenceSettings;
import dev.tiercel.testkit.coherence.CutOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One run of one cell: load, the fault, load, and a last look. */
final class Trial {
    /** After the end of a fault: the heartbeats, the reconnecting, the discovery. */
    static final Duration RECOVERY = Duration.ofSeconds(3);

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long BEFORE_MILLIS = 700;
    private static final long AFTER_MILLIS = 700;

    private final Site site;
    private final Fault fault;
    private final Plan plan;
    private final long seed;
    private final SplittableRandom random;
    private final CoherenceSettings settings;

    Trial(Site site, Fault fault, Plan plan, long seed, int number) {
        this.site = site;
        this.fault = fault;
        this.plan = plan;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.settings = CoherenceSettings.DEFAULT
                .withSeed(seed)
                .withKeys(
                        fault.name() + "-" + number + "-",
                        random.nextBoolean() ? 3 + random.nextInt(20) : 100 + random.nextInt(200))
                .withLoad(
                        2 + random.nextInt(2),
                        0.02 + random.nextDouble() * 0.25,
                        Duration.ofNanos(1_000_000 + random.nextInt(11_000_000)))
                .withConcurrentWrites(true)
                .withBounds(plan.bound(), plan.allowance(), RECOVERY);
    }

    /**
     * @param report of the checker
     * @param complaints what else went wrong
     */
    record Result(CoherenceReport report, List<String> complaints) {
        boolean isGood() {
            return report.isCoherent() && complaints.isEmpty();
        }
    }

    Result run() throws Exception {
        List<String> complaints = new ArrayList<>();
        if (!site.settle()) {
            complaints.add("the instances do not share Redis, or do not hear of each other, though nothing is broken");
        }
        try (CoherenceChecker checker = new CoherenceChecker(site.apps(), settings)) {
            checker.start();
            Thread.sleep(BEFORE_MILLIS);
            if (fault.kind() == null) {
                Thread.sleep(fault.millis());
            } else {
                breakAndHeal(checker, fault.kind());
                // Before anybody writes again: that would repair what the fault has left behind.
                Thread.sleep(RECOVERY.toMillis() + plan.bound().toMillis() + AFTER_MILLIS);
                checker.readOnly(false);
                Thread.sleep(AFTER_MILLIS);
            }
            CoherenceReport report = checker.finish(PATIENCE);
            if (report.failedReads() + report.failedWrites() > 0 && !fault.failsCalls()) {
                complaints.add(
                        "calls failed: " + report.failedReads() + " reads, " + report.failedWrites() + " writes");
            }
            return new Result(report, complaints);
        }
    }

    private void breakAndHeal(CoherenceChecker checker, CutOff.Kind kind) throws Exception {
        try (CutOff cut = checker.cutOff(
                kind, fault.victims().stream().mapToInt(Integer::intValue).toArray())) {
            fault.strike().run();
            long end = System.nanoTime() + duration() * 1_000_000;
            while (System.nanoTime() - end < 0) {
                fault.during().run();
                Thread.sleep(Math.min(fault.periodMillis(), Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            }
            fault.undo().run();
            site.redis().heal();
            checker.readOnly(true);
            cut.healed();
        }
    }

    /** Half as long to half as long again. */
    private long duration() {
        return fault.millis() / 2 + random.nextLong(fault.millis());
    }

    long seed() {
        return seed;
    }
}
