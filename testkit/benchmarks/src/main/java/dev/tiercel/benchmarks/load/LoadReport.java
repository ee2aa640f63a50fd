package dev.tiercel.benchmarks.load;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Table;
import dev.tiercel.benchmarks.sample.SampleProcess;
import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.List;

/** Reads products of the sample application at a constant rate, with and without the agent in turn. */
public final class LoadReport {
    private static final int PER_SECOND = 400;
    private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMillis(5));

    private final String agent;
    private final String sample;
    private final Duration warmUp;
    private final Duration time;

    private LoadReport(String agent, String sample, Effort effort) {
        this.agent = agent;
        this.sample = sample;
        this.warmUp = Duration.ofSeconds(effort == Effort.QUICK ? 3 : 20);
        this.time = Duration.ofSeconds(effort == Effort.QUICK ? 3 : 30);
    }

    public static void run(String agent, String sample, Effort effort) throws Exception {
        System.out.println(new LoadReport(agent, sample, effort).table());
    }

    private Table table() throws Exception {
        Table table = new Table(
                "GET /api/products/{id}, " + PER_SECOND + " a second",
                "",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "errors",
                "CPU ms a second");
        try (RedisServer redis = RedisServer.start()) {
            for (Duration delay : DELAYS) {
                String database = delay.isZero() ? "database in memory" : "database of " + delay.toMillis() + " ms";
                add(table, database, "without", redis, delay, List.of());
                add(table, database, "with the agent", redis, delay, List.of("-javaagent:" + agent));
            }
        }
        return table;
    }

    private void add(Table table, String database, String how, RedisServer redis, Duration delay, List<String> options)
            throws Exception {
        try (SampleProcess application = new SampleProcess(sample, redis.uri(), delay, options)) {
            OpenLoad warm = new OpenLoad(application.port(), PER_SECOND, warmUp);
            warm.run();
            Duration before = application.cpu();
            OpenLoad.Result result = new OpenLoad(application.port(), PER_SECOND, time).run();
            Duration used = application.cpu().minus(before);
            table.add(
                    database,
                    how,
                    result.millis(0.5),
                    result.millis(0.99),
                    result.millis(0.999),
                    result.millis(1),
                    result.errors(),
                    used.toMillis() / time.toSeconds());
        }
    }
}
