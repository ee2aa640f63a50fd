package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.io.TempDir;

/** What one program changes, the other has in L1 for an hour. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class CoherenceIT {
    private final List<RunningJvm> programs = new ArrayList<>();

    @TempDir
    private Path rows;

    @AfterEach
    void end() {
        programs.forEach(RunningJvm::close);
    }

    private RunningJvm program(RedisTopology redis) {
        RunningJvm program = ForkedJvm.of("scenario.Shared")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.defaults.max-staleness", "3s")
                .arguments(rows.toString())
                .start();
        programs.add(program);
        program.awaitErr(line -> line.contains("Redis ready"));
        return program;
    }

    private static void awaitRead(RunningJvm program, long id, String text) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(program.ask("read " + id)).isEqualTo(text));
    }

    @TestTemplate
    void changeOfOne_isReadByTheOther_andAClearIsForBoth(RedisTopology redis) {
        RunningJvm one = program(redis);
        RunningJvm other = program(redis);
        for (int i = 1; i <= 20; i++) {
            one.ask("write 7 a" + i);
            assertThat(one.ask("read 7")).as("its own change, at once").isEqualTo("a" + i);
            awaitRead(other, 7, "a" + i);
            other.ask("put 7 b" + i);
            assertThat(other.ask("read 7")).as("its own change, at once").isEqualTo("b" + i);
            awaitRead(one, 7, "b" + i);
        }
        one.ask("write 7 old");
        awaitRead(other, 7, "old");
        one.ask("store 7 new");
        assertThat(other.ask("read 7")).as("cached").isEqualTo("old");
        one.ask("clear 0");
        awaitRead(other, 7, "new");
    }

    @TestTemplate
    void changeWhileRedisIsAway_isReadByTheOther_withinMaxStaleness(RedisTopology redis) {
        RunningJvm one = program(redis);
        RunningJvm other = program(redis);
        one.ask("write 7 old");
        awaitRead(other, 7, "old");
        redis.nodes().forEach(RedisServer::kill);
        one.ask("write 7 new");
        assertThat(one.ask("read 7")).isEqualTo("new");
        awaitRead(other, 7, "new");
    }
}
