package dev.tiercel.benchmarks.l1;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Scores;
import dev.tiercel.benchmarks.Table;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link L1Hit} and compares. */
public final class L1Report {
    private static final String BY_HAND = "byHand";
    private static final String COARSE = "byHandCoarse";

    private L1Report() {}

    public static void run(String agent, Effort effort) throws RunnerException {
        Scores scores = Scores.run(effort.options(
                        L1Hit.class,
                        agent,
                        "-Dtiercel.redis.enabled=false",
                        "-Dtiercel.defaults.max-entries=" + HandWrittenProducts.MAX_ENTRIES)
                .threads(Integer.getInteger("benchmarks.threads", 1))
                .addProfiler(GCProfiler.class)
                .build());
        Table table = new Table("L1 hit", "to by hand", "to coarse twin", "ns", "+-", "bytes");
        for (String name : scores.names()) {
            String shape = name.endsWith("String") ? "String" : name.endsWith("TwoArguments") ? "TwoArguments" : "";
            table.add(
                    name,
                    ratio(scores, name, BY_HAND + shape),
                    ratio(scores, name, COARSE + shape),
                    scores.score(name),
                    Math.round(scores.error(name) * 100) + " %",
                    Math.round(scores.bytes(name)));
        }
        System.out.println(table);
    }

    private static Object ratio(Scores scores, String name, String other) {
        return scores.names().contains(other) ? (Object) (scores.score(name) / scores.score(other)) : "";
    }
}
