package dev.tiercel.benchmarks.l1;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Scores;
import dev.tiercel.benchmarks.Table;
import java.util.Comparator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link L1Hit} and compares. */
public final class L1Report {
    /** Short ones, and many: some are left alone by everything else that runs on the machine. */
    private static final TimeValue SLICE = TimeValue.milliseconds(200);

    private static final String BY_HAND = "byHand";
    private static final String COARSE = "byHandCoarse";

    private L1Report() {}

    public static void run(String agent, Effort effort) throws RunnerException {
        Scores scores = Scores.run(effort.options(
                        L1Hit.class,
                        agent,
                        "-Dtiercel.redis.enabled=false",
                        "-Dtiercel.defaults.max-entries=" + HandWrittenProducts.MAX_ENTRIES)
                .warmupIterations(effort.slices())
                .warmupTime(SLICE)
                .measurementIterations(effort.slices())
                .measurementTime(SLICE)
                .threads(Integer.getInteger("benchmarks.threads", 1))
                .addProfiler(GCProfiler.class)
                .build());
        Table table = new Table("L1 hit", "to by hand", "to coarse twin", "best ns", "mean ns", "+-", "bytes");
        for (String name : scores.names().stream()
                .sorted(Comparator.comparingDouble(scores::least))
                .toList()) {
            String shape = name.endsWith("String") ? "String" : name.endsWith("TwoArguments") ? "TwoArguments" : "";
            table.add(
                    name,
                    ratio(scores, name, BY_HAND + shape),
                    ratio(scores, name, COARSE + shape),
                    scores.least(name),
                    scores.mean(name),
                    Math.round(scores.error(name) * 100) + " %",
                    Math.round(scores.bytes(name)));
        }
        System.out.println(table);
    }

    private static Object ratio(Scores scores, String name, String other) {
        return scores.names().contains(other) ? (Object) (scores.least(name) / scores.least(other)) : "";
    }
}
