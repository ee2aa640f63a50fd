package dev.tiercel.benchmarks.invalidation;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Table;
import dev.tiercel.benchmarks.invalidation.ChangeProcess.Who;
import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** How many invalidations an instance can make, and what Redis has to do for them and for its listeners. */
public final class InvalidationReport {
    private static final int[] THREADS = {1, 8};
    private static final int[] INSTANCES = {1, 10, 100};
    private static final int PER_SECOND = 1_000;

    private final String agent;
    private final int rounds;
    private final Duration time;

    private InvalidationReport(String agent, Effort effort) {
        this.agent = agent;
        this.rounds = effort == Effort.QUICK ? 1 : 5;
        this.time = Duration.ofSeconds(effort == Effort.QUICK ? 1 : 8);
    }

    public static void run(String agent, Effort effort) throws Exception {
        InvalidationReport report = new InvalidationReport(agent, effort);
        System.out.println(report.rates());
        System.out.println(report.load());
    }

    /** Medians of rounds in turn. */
    private Table rates() throws Exception {
        Table table = new Table("invalidations per second", "to by hand", "woven", "by hand");
        try (RedisServer redis = RedisServer.start();
                ChangeProcess woven = new ChangeProcess(Who.WOVEN, agent, redis);
                ChangeProcess byHand = new ChangeProcess(Who.BY_HAND, agent, redis)) {
            for (int threads : THREADS) {
                double[] ofWoven = new double[rounds];
                double[] ofByHand = new double[rounds];
                woven.change(threads, time, 0);
                byHand.change(threads, time, 0);
                for (int i = 0; i < rounds; i++) {
                    ofWoven[i] = woven.change(threads, time.dividedBy(4), 0);
                    ofByHand[i] = byHand.change(threads, time.dividedBy(4), 0);
                }
                table.add(
                        threads == 1 ? "1 thread" : threads + " threads",
                        median(ofWoven) / median(ofByHand),
                        Math.round(median(ofWoven)),
                        Math.round(median(ofByHand)));
            }
        }
        return table;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private Table load() throws Exception {
        Table table = new Table(
                "simulated instances",
                "Redis when idle",
                "at 1,000 a second",
                "CPU for one",
                "bytes to Redis",
                "bytes to each instance",
                "memory");
        for (int instances : INSTANCES) {
            try (RedisServer redis = RedisServer.start()) {
                long empty = Usage.of(redis).memory();
                try (Crowd crowd = new Crowd(redis, instances);
                        ChangeProcess woven = new ChangeProcess(Who.WOVEN, agent, redis)) {
                    woven.change(1, time.dividedBy(2), PER_SECOND);
                    add(table, instances, redis, woven, empty);
                }
            }
        }
        return table;
    }

    private void add(Table table, int instances, RedisServer redis, ChangeProcess woven, long empty) throws Exception {
        Usage before = Usage.of(redis);
        Thread.sleep(time.toMillis());
        Usage idle = Usage.of(redis).since(before);
        before = Usage.of(redis);
        double count = woven.change(1, time, PER_SECOND) * time.toMillis() / 1_000;
        Usage busy = Usage.of(redis).since(before);
        // The instance that makes them listens, too.
        table.add(
                instances,
                percent(idle.cpuMillis() / time.toMillis()),
                percent(busy.cpuMillis() / time.toMillis()),
                Math.round(1_000 * (busy.cpuMillis() - idle.cpuMillis()) / count) + " µs",
                Math.round((busy.bytesIn() - idle.bytesIn()) / count),
                Math.round((busy.bytesOut() - idle.bytesOut()) / count / (instances + 1)),
                Math.round((busy.memory() - empty) / 1_024.0) + " kB");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
