package dev.tiercel.benchmarks.l2;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Scores;
import dev.tiercel.benchmarks.Table;
import dev.tiercel.testkit.RedisServer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link L2Hit} against a real Redis with more and more threads, and compares. */
public final class L2Report {
    private static final int[] THREADS = {1, 16, 64};

    private L2Report() {}

    public static void run(String agent, Effort effort) throws RunnerException {
        Table table = new Table(
                "L2 hit", "to by hand", "of means", "woven/s", "+-", "by hand/s", "+-", "woven bytes", "by hand bytes");
        try (RedisServer redis = RedisServer.start()) {
            for (int threads : THREADS) {
                Scores scores = Scores.run(effort.options(
                                L2Hit.class,
                                agent,
                                "-Dtiercel.redis.host=" + redis.host(),
                                "-Dtiercel.redis.port=" + redis.port(),
                                "-Dtiercel.redis.deadline=" + L2Hit.TIMEOUT.toSeconds() + "s",
                                "-Dtiercel.caches." + WovenArticles.CACHE + ".max-entries=1")
                        .threads(threads)
                        .addProfiler(GCProfiler.class)
                        .build());
                String who = threads == 1 ? "1 thread" : threads + " threads";
                add(table, who, scores, "");
                add(table, who + ", 100 ids a call", scores, "Batch");
            }
        }
        System.out.println(table);
    }

    private static void add(Table table, String who, Scores scores, String shape) {
        String woven = "woven" + shape;
        String byHand = "byHand" + shape;
        table.add(
                who,
                scores.most(woven) / scores.most(byHand),
                scores.mean(woven) / scores.mean(byHand),
                Math.round(scores.most(woven)),
                percent(scores.error(woven)),
                Math.round(scores.most(byHand)),
                percent(scores.error(byHand)),
                Math.round(scores.bytes(woven)),
                Math.round(scores.bytes(byHand)));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
