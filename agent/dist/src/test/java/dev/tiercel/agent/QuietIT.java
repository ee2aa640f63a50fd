package dev.tiercel.agent;

import dev.tiercel.testkit.RedisServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent writes nothing to standard output, and to standard error its own lines only. */
class QuietIT {

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void withoutRedis_nothingIsPrinted(Jdk jdk) {
        Ended silent = ForkedJvm.of(jdk, "scenario.Silent").withoutRedis().run().well();

        silent.assertThatOut().isEmpty();
        silent.assertThatErr().isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void withRedis_twoLinesSayWhatIsThere(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = ForkedJvm.of(jdk, "scenario.Silent")
                        .environment("REDIS_URL", redis.uri())
                        .start()) {
            program.awaitErr(line -> line.contains("Redis ready"));

            Ended silent = program.awaitEnd().well();
            silent.assertThatOut().isEmpty();
            silent.assertThatErr()
                    .containsExactly(
                            "[tiercel] INFO Redis topology: standalone (auto: the server is a master, and every connection"
                                    + " reaches it)",
                            "[tiercel] INFO Redis ready (" + redis.host() + ":" + redis.port() + ")");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void theLogManagerIsTheApplications_thoughItIsChosenInMain(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = ForkedJvm.of(jdk, "scenario.OwnLogging")
                        .environment("REDIS_URL", redis.uri())
                        .start()) {
            program.awaitErr(line -> line.contains("Redis ready"));
            program.awaitEnd().well().assertThatOut().containsExactly("Manager", "found 1 found 1 ");
        }
    }
}
