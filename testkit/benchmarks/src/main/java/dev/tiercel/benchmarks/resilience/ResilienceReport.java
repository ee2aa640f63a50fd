package dev.tiercel.benchmarks.resilience;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Table;
import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.ReplicatedRedis;
import dev.tiercel.testkit.StandaloneRedis;
import java.util.List;
import java.util.function.Supplier;

/** Breaks each topology under load, once for the agent and once for what is written by hand, and compares. */
public final class ResilienceReport {
    private static final long POLL_MILLIS = 10;
    private static final long PROXY_PATIENCE_MILLIS = 10_000;

    private final String agent;
    private final Pace pace;

    private ResilienceReport(String agent, Pace pace) {
        this.agent = agent;
        this.pace = pace;
    }

    /** What is done on one topology to one subject. */
    private interface Events<T extends RedisTopology> {
        void on(T redis, Trial trial) throws Exception;
    }

    public static void run(String agent, Effort effort) throws Exception {
        ResilienceReport report = new ResilienceReport(agent, Pace.of(effort));
        String only = System.getProperty("benchmarks.only", "");
        System.out.println(Measures.GOALS);
        for (RedisTopology.Kind kind : RedisTopology.Kind.values()) {
            if (only.isEmpty() || only.equalsIgnoreCase(kind.name())) {
                report.run(kind);
            }
        }
    }

    private void run(RedisTopology.Kind kind) throws Exception {
        switch (kind) {
            case STANDALONE -> standalone();
            case REPLICATED -> each("Replicated, with Sentinels", ReplicatedRedis.start(), this::replicated);
            case CLUSTER -> each("Cluster", ClusteredRedis.start(), this::cluster);
            case PROXIED -> each("Two nodes behind HAProxy", ProxiedRedis.start(), this::proxied);
        }
    }

    private void standalone() throws Exception {
        Table rounds = new Table(
                "Killed and returned", "", "stuck", "errors", "longest call", "L2 again: median", "L2 again: worst");
        each("Standalone", StandaloneRedis.start(), (redis, trial) -> {
            RedisServer server = redis.server();
            trial.settle();
            trial.outage("killed", server, pace.away(), server::kill, server::restart);
            trial.settle();
            trial.outage("hung", server, pace.away(), server::hang, server::resume);
            trial.settle();
            trial.outageAfterIdling(
                    "killed after " + pace.idle() / 1_000 + " s idle",
                    server,
                    pace.idle(),
                    pace.longAway(),
                    server::kill,
                    server::restart);
            if (pace.isFull()) {
                trial.settle();
                trial.outage("killed, long", server, pace.longest(), server::kill, server::restart);
            }
            trial.settle();
            trial.rounds(server, pace.rounds(), rounds);
        });
        System.out.println(rounds);
    }

    private void replicated(ReplicatedRedis redis, Trial trial) throws Exception {
        trial.settle();
        RedisServer master = redis.master();
        trial.failover("master killed", master, redis.replicas(), redis::master, FailoverCause.killed(master));
        if (pace.isFull()) {
            trial.settle();
            master = redis.master();
            trial.failover("master hung", master, redis.replicas(), redis::master, FailoverCause.hung(master));
        }
        trial.settle();
        master = redis.master();
        trial.failover("planned", master, redis.replicas(), redis::master, FailoverCause.planned(redis::failover));
    }

    private void cluster(ClusteredRedis redis, Trial trial) throws Exception {
        RedisServer primary = trial.busiest();
        primary = primaryFor(redis, primary);
        trial.failover(
                "primary killed",
                primary,
                redis.replicasOf(primary),
                heir(redis, primary),
                FailoverCause.killed(primary));
        if (pace.isFull()) {
            trial.settle();
            primary = redis.primaries().get(0);
            trial.failover(
                    "primary hung",
                    primary,
                    redis.replicasOf(primary),
                    heir(redis, primary),
                    FailoverCause.hung(primary));
            trial.settle();
            RedisServer planned = redis.primaries().get(0);
            trial.failover(
                    "planned",
                    planned,
                    redis.replicasOf(planned),
                    heir(redis, planned),
                    FailoverCause.planned(() -> redis.failover(planned)));
        }
    }

    /** A replica holds as much as its primary. */
    private static RedisServer primaryFor(ClusteredRedis redis, RedisServer node) {
        return redis.primaries().stream()
                .filter(primary -> primary == node || redis.replicasOf(primary).contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** In a cluster a replica that takes writes has been chosen already. */
    private static Supplier<RedisServer> heir(ClusteredRedis redis, RedisServer primary) {
        RedisServer replica = redis.replicasOf(primary).get(0);
        return () -> replica;
    }

    private void proxied(ProxiedRedis redis, Trial trial) throws Exception {
        RedisServer node = trial.busiest();
        trial.partial("node killed", node, pace.away(), node::kill, () -> {});
        trial.returned("that node returned", node, pace.away(), node::restart, () -> await(redis, node, "UP"));
        RedisServer hung = trial.busiest();
        trial.partial("node hung", hung, pace.away(), hung::hang, () -> await(redis, hung, "DOWN"));
        if (!pace.isFull()) {
            return;
        }
        trial.returned("that node resumed", hung, pace.away(), hung::resume, () -> await(redis, hung, "UP"));
        RedisServer drained = trial.busiest();
        trial.partial(
                "node drained", drained, pace.away() / 2, () -> redis.proxy().drain(drained), () -> {});
        RedisServer emptied = trial.busiest();
        trial.partial("node replaced by an empty one", emptied, pace.away() / 2, emptied::restart, () -> {});
        RedisServer any = trial.busiest();
        trial.outage("proxy restarted", any, 0, redis.proxy()::kill, redis.proxy()::restart);
        RedisServer behind = trial.busiest();
        trial.outage("proxy killed", behind, pace.away(), redis.proxy()::kill, redis.proxy()::restart);
    }

    /** Until the proxy's checks have seen it. */
    private static void await(ProxiedRedis redis, RedisServer node, String status) throws InterruptedException {
        for (long waited = 0; waited < PROXY_PATIENCE_MILLIS; waited += POLL_MILLIS) {
            if (redis.proxy().status(node).equals(status)) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private <T extends RedisTopology> void each(String title, T redis, Events<T> events) throws Exception {
        Table table = Measures.table(title);
        try (redis) {
            for (String jar : List.of(agent, "")) {
                redis.heal();
                redis.flush();
                try (Trial trial = new Trial(redis, jar, pace, table)) {
                    events.on(redis, trial);
                }
            }
        }
        System.out.println(table);
    }
}
