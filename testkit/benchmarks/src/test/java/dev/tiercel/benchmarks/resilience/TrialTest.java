package dev.tiercel.benchmarks.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.benchmarks.Table;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.StandaloneRedis;
import org.junit.jupiter.api.Test;

/** That the harness runs and sees both tiers; not what it measures. */
class TrialTest {
    private static final Pace SHORT = new Pace(1_000, 200, 200, 500, 0, 0, 0, 0, 2);

    @Test
    void anOutageAndTwoRoundsGiveARowEach() throws Exception {
        Table outages = Measures.table("Standalone");
        Table rounds = new Table("Rounds", "", "stuck", "errors", "longest call", "median", "worst");
        try (StandaloneRedis redis = StandaloneRedis.start();
                Trial trial = new Trial(redis, "", SHORT, outages)) {
            RedisServer server = redis.server();
            trial.settle();
            trial.outage("killed", server, SHORT.away(), server::kill, server::restart);
            trial.rounds(server, SHORT.rounds(), rounds);
        }
        assertThat(outages.toString()).contains("| killed ").contains("by hand").doesNotContain("never");
        assertThat(rounds.toString()).containsPattern("2 rounds \\| by hand \\| +0 \\| +0 \\|");
    }
}
