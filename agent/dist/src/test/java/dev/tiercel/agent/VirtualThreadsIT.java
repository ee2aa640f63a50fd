package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.testkit.RedisServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Virtual threads keep their carriers free, with the agent between them and their method too. */
class VirtualThreadsIT {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** Empty, and with it the test, where this machine has no JDK that knows them. */
    static Stream<Jdk> jdks() {
        return Jdks.from(FIRST_WITH_VIRTUAL_THREADS).stream();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdks")
    void aThousandOfThem_hit_andWaitForOneLoad_andPinNoCarrier(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = ForkedJvm.of(jdk, "scenario.Waiters")
                        .environment("REDIS_URL", redis.uri())
                        .property("tiercel.redis.deadline", "10s") // A busy machine is no outage.
                        .property("tiercel.defaults.budget", "1m")
                        .property("jdk.virtualThreadScheduler.parallelism", "2")
                        .property("jdk.virtualThreadScheduler.maxPoolSize", "2")
                        .start()) {
            program.awaitRedis();
            program.ask("1"); // Linked, and past what only a first call does.

            assertThat(program.ask("pin")).startsWith("pinned, 1 pins");
            assertThat(program.ask("hits")).isEqualTo("20000 right, 0 pins");
            assertThat(program.ask("wait")).isEqualTo("1 loads, 0 early, 1000 right, 0 pins");
            program.awaitEnd().well();
        }
    }
}
