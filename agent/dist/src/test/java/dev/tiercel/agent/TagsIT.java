package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clear, tags, patterns and the API of one program, and what a second one then reads from their common Redis. */
class TagsIT {
    private static RedisServer redis;
    private static RunningJvm one;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        one = program();
    }

    @AfterAll
    static void end() {
        one.close();
        redis.close();
    }

    private static RunningJvm program() {
        RunningJvm program = ForkedJvm.of("scenario.Tagged")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "2s")
                .start();
        program.awaitRedis();
        return program;
    }

    /** Two products of seller 7 and one of seller 8, in both tiers. */
    @BeforeEach
    void load() {
        one.ask("api-clear");
        for (String product : new String[] {"a1 7", "a2 7", "b1 8"}) {
            assertThat(one.ask("find " + product)).isEqualTo("LOADER");
            assertThat(one.ask("find " + product)).isEqualTo("L1");
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(redis.command("DBSIZE"))
                .as("three products and the epochs")
                .isEqualTo(4L));
    }

    /** Where the second program, which has just started, finds them: in Redis, or nowhere. */
    private static void assertFound(String a1, String a2, String b1) {
        try (RunningJvm two = program()) {
            assertThat(two.ask("find a1 7")).as("a1").isEqualTo(a1);
            assertThat(two.ask("find a2 7")).as("a2").isEqualTo(a2);
            assertThat(two.ask("find b1 8")).as("b1").isEqualTo(b1);
        }
    }

    @Test
    void withoutAChange_theOtherProgramReadsAll() {
        assertFound("L2", "L2", "L2");
    }

    @Test
    void tag_dropsItsEntries() {
        one.ask("drop-seller 7");
        assertThat(one.ask("find b1 8")).isEqualTo("L1");
        assertFound("LOADER", "LOADER", "L2");
        // What the other one has loaded is of the epoch that both know now.
        assertThat(one.ask("find a1 7")).isEqualTo("L2");
    }

    @Test
    void tag_ofAllOfThem_dropsAll() {
        one.ask("drop-catalog");
        assertThat(one.ask("find b1 8")).isEqualTo("LOADER");
        assertFound("LOADER", "LOADER", "L2");
    }

    @Test
    void clear_dropsAll_andNothingOlderIsReadAnywhere() {
        one.ask("clear");
        assertThat((Long) redis.command("EXISTS", "tiercel:products:a1"))
                .as("it is there, and does not count")
                .isEqualTo(1);
        assertFound("LOADER", "LOADER", "LOADER");
    }

    @Test
    void put_hasTheTagsThatItNames() {
        one.ask("put b1 8");
        assertThat(one.ask("find b1 8")).isEqualTo("L1");
        one.ask("drop-seller 8");
        assertThat(one.ask("find b1 8")).isEqualTo("LOADER");
    }

    @Test
    void api_invalidatesOneKey() {
        one.ask("api-invalidate a1");
        assertThat(one.ask("find a2 7")).isEqualTo("L1");
        assertFound("LOADER", "L2", "L2");
    }

    @Test
    void api_clears() {
        one.ask("api-clear");
        assertFound("LOADER", "LOADER", "LOADER");
    }

    @Test
    void api_dropsATag() {
        one.ask("api-tag seller-8");
        assertThat(one.ask("find a1 7")).isEqualTo("L1");
        assertFound("L2", "L2", "LOADER");
    }

    @Test
    void api_dropsAPattern() {
        assertThat(one.ask("api-pattern a[0-9]")).isEqualTo("2");
        assertThat(one.ask("find b1 8")).isEqualTo("L1");
        assertThat(redis.command("DBSIZE")).isEqualTo(2L);
        assertFound("LOADER", "LOADER", "L2");
    }

    /** It has no such cache of its own yet. */
    @Test
    void api_ofAProgramThatHasNotUsedTheCache_changesItForOthers() {
        try (RunningJvm two = program()) {
            two.ask("api-tag seller-7");
        }
        assertFound("LOADER", "LOADER", "L2");
    }

    @Test
    void withoutTheAgent_theApiDoesNothing() {
        try (RunningJvm plain = ForkedJvm.of("scenario.Tagged")
                .withoutAgent()
                .environment("REDIS_URL", redis.uri())
                .start()) {
            for (String change : new String[] {"api-invalidate a1", "api-clear", "api-tag catalog"}) {
                assertThat(plain.ask(change)).isEqualTo("ok");
            }
            assertThat(plain.ask("api-pattern *")).isEqualTo("0");
        }
        assertFound("L2", "L2", "L2");
    }
}
