package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 64 threads in each of two programs miss one key at once. */
class OneLoadIT {
    private static final int ROUNDS = 10;

    private static RedisServer redis;
    private static List<RunningJvm> programs;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        programs = List.of(program(), program());
        programs.forEach(RunningJvm::awaitRedis);
        programs.forEach(each -> each.ask("value 0")); // Linked, and past what only a first call does.
    }

    @AfterAll
    static void end() {
        programs.forEach(RunningJvm::close);
        redis.close();
    }

    private static RunningJvm program() {
        return ForkedJvm.of("scenario.OneLoad")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "10s") // A busy machine is no outage.
                .property("tiercel.defaults.budget", "1m")
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "optional", "stage"})
    void oneOfThemAllLoads(String form) {
        for (int round = 1; round <= ROUNDS; round++) {
            String question = form + " " + round;
            List<CompletableFuture<String>> answers = new ArrayList<>();
            programs.forEach(each -> answers.add(CompletableFuture.supplyAsync(() -> each.ask(question))));
            assertThat(answers)
                    .as(question)
                    .extracting(CompletableFuture::join)
                    .containsExactlyInAnyOrder("1 loads, 64 right", "0 loads, 64 right");
        }
    }
}
