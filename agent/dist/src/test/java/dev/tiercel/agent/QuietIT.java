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
    void withRedis_oneLineSaysThatItIsThere(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = ForkedJvm.of(jdk, "scenario.Silent")
                        .environment("REDIS_URL", redis.uri())
                        .start()) {
            program.awaitErr(line -> line.contains("Redis ready"));

            Ended silent = program.awaitEnd().well();
            silent.assertThatOut().isEmpty();
            silent.assertThatErr()
                    .containsExactly("[tiercel] INFO Redis ready (" + redis.host() + ":" + redis.port() + ")");
        }
    }
}
