package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.TiercelProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test kit's probe beside the real agent. */
class ProbeIT {
    @Test
    void tellsTheTiersApart() {
        try (RedisServer redis = RedisServer.start();
                RunningJvm one = start(redis);
                RunningJvm two = start(redis)) {
            one.awaitRedis();
            two.awaitRedis();

            assertThat(one.ask("loaded 1")).isEqualTo("ok");
            assertThat(one.ask("l1 1")).isEqualTo("ok");
            await().atMost(Duration.ofSeconds(60)).until(() -> redis.get("tiercel:rows:1") != null);
            assertThat(two.ask("l2 1")).isEqualTo("ok");
            assertThat(two.ask("l1 1")).isEqualTo("ok");
            assertThat(two.ask("loaded 1")).startsWith("expected LOADER, but it was L1 (");
            assertThat(two.ask("threw 2")).isEqualTo("ok");
            assertThat(two.ask("bare 3")).contains("no cached method was called");
        }
    }

    @Test
    void saysThatThereIsNoAgent() {
        try (RunningJvm program = program().withoutAgent().start()) {
            assertThat(program.ask("l1 1")).startsWith("no agent is attached");
        }
    }

    private static RunningJvm start(RedisServer redis) {
        return program()
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "2s")
                .start();
    }

    static final List<Path> CLASS_PATH =
            List.of(ForkedJvm.SCENARIOS, ForkedJvm.API, ForkedJvm.placeOf(TiercelProbe.class));

    private static ForkedJvm program() {
        return ForkedJvm.of("scenario.Probes").classPath(CLASS_PATH);
    }
}
