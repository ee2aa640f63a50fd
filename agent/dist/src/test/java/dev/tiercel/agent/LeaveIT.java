package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the agent is kept out, and how it goes. */
class LeaveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @Test
    void switchedOffByProperty_nothingIsStarted() {
        assertNothingStarted(ForkedJvm.of("scenario.Plain").property("tiercel.enabled", "false"));
    }

    @Test
    void switchedOffByEnvironment_nothingIsStarted() {
        assertNothingStarted(ForkedJvm.of("scenario.Plain").environment("TIERCEL_ENABLED", "false"));
    }

    private static void assertNothingStarted(ForkedJvm program) {
        Ended ended = program.option("-Xlog:class+load:file=/dev/stderr").run().well();

        assertThat(ended.said("once")).isEqualTo(List.of("first 2", "second 2"));
        ended.assertThatOut().contains("agent null", "threads []", "trace none");
        assertThat(ended.err())
                .noneMatch(line -> line.startsWith("[tiercel]"))
                .anyMatch(line -> line.contains("dev.tiercel.weaving.entry.TiercelAgent"))
                .noneMatch(line -> line.contains("dev.tiercel.weaving.Agent"))
                .noneMatch(line -> line.contains("dev.tiercel.shaded"));
    }

    @Test
    void theAgentTwiceOnTheCommandLine_isOneAgent_andOneLine() {
        Ended ended = ForkedJvm.of("scenario.Plain")
                .withoutRedis()
                .agentOnceMore()
                .run()
                .well();

        assertThat(ended.said("once")).isEqualTo(List.of("first 1", "second 1"));
        ended.assertThatErr()
                .containsExactly("[tiercel] WARN the agent is on the command line twice; the second one does nothing");
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void afterLeaving_methodsRunBare_andNoThreadOrConnectionIsLeft(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = ForkedJvm.of(jdk, "scenario.Shop")
                        .environment("REDIS_URL", redis.uri())
                        .start()) {
            program.awaitRedis();
            program.ask("find product 1");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            assertThat(program.ask("threads")).contains("tiercel-redis");
            program.ask("load");
            awaitCalls(program);

            assertThat(program.ask("leave")).isEqualTo("true");
            assertThat(program.ask("leave")).isIn("true", "false");

            awaitCalls(program);
            assertThat(program.ask("end-load")).isEqualTo("failures 0 wrong 0");
            program.ask("row 1 changed");
            assertThat(program.ask("find product 1")).startsWith("none ").contains("changed");
            await().atMost(PATIENCE).until(() -> program.ask("threads").equals("[]"));
            await().atMost(PATIENCE).until(() -> !String.valueOf(redis.command("CLIENT", "LIST"))
                    .contains("name=tiercel"));
            program.awaitEnd().well().assertThatErr().allMatch(line -> line.startsWith("[tiercel] INFO "));
        }
    }

    private static void awaitCalls(RunningJvm program) {
        long before = Long.parseLong(program.ask("progress"));
        await().atMost(PATIENCE).until(() -> Long.parseLong(program.ask("progress")) >= before + 1_000);
    }
}
