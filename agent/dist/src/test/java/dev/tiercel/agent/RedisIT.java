package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two programs that share one Redis. Each test has rows of its own. */
class RedisIT {
    private static RedisServer redis;
    private static RunningJvm one;
    private static RunningJvm two;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        one = program();
        two = program();
        one.awaitRedis();
        two.awaitRedis();
    }

    @AfterAll
    static void end() {
        one.close();
        two.close();
        redis.close();
    }

    private static RunningJvm program() {
        return ForkedJvm.of("scenario.Shop")
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "2s")
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"product 101", "list 102", "optional 103", "optional 104", "null 105", "text 106"})
    void whatOneLoads_theOtherReadsFromRedis(String what) {
        String loaded = one.ask("find " + what);
        awaitKey(key(what));

        assertThat(loaded).startsWith("LOADER ");
        assertThat(two.ask("find " + what)).isEqualTo(loaded.replace("LOADER", "L2"));
        assertThat(two.ask("find " + what)).isEqualTo(loaded.replace("LOADER", "L1"));
    }

    @Test
    void aChangeIsSeenByItsOwnProcess_andTheKeyIsGoneFromRedis() {
        one.ask("find product 201");
        awaitKey("tiercel:products:201");
        one.ask("row 201 changed");

        assertThat(one.ask("change 201")).isEqualTo("ok");

        assertThat(redis.get("tiercel:products:201")).isNull();
        assertThat(one.ask("find product 201")).startsWith("LOADER ").contains("changed");
    }

    @Test
    void afterAChangeOfAll_whatIsLeftInRedisCountsNoMore() {
        one.ask("find product 211");
        one.ask("find text 212");
        awaitKey("tiercel:products:211");
        awaitKey("tiercel:texts:212");

        one.ask("change-all");

        try (RunningJvm late = program()) {
            late.awaitRedis();
            assertThat(late.ask("find product 211")).startsWith("LOADER ");
            assertThat(late.ask("find text 212")).startsWith("L2 ");
        }
    }

    @Test
    void keysAreReadable_andEntriesHaveATimeToLive() {
        one.ask("find product 221");
        awaitKey("tiercel:products:221");

        assertThat((Long) redis.command("PTTL", "tiercel:products:221")).isPositive();
    }

    @Test
    void bytesThatAreNoEntry_areAMiss_andAreReplaced() {
        byte[] entry = entryOf("product 301");
        byte[][] foreign = {
            {},
            {0, 1, 2, (byte) 0xff},
            "{\"id\":1}".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(entry, entry.length / 2),
            Arrays.copyOf(entry, 19),
            Arrays.copyOf(entry, 3),
            flipped(entry, 0),
            flipped(entry, 1),
            flipped(entry, 5),
            flipped(entry, 19),
        };
        for (int i = 0; i < foreign.length; i++) {
            String key = "tiercel:products:" + (310 + i);
            redis.set(key, foreign[i]);
            byte[] before = foreign[i];

            assertThat(two.ask("find product " + (310 + i)))
                    .as("case " + i)
                    .startsWith("LOADER ")
                    .contains("row" + (310 + i));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(redis.get(key)).isNotEqualTo(before));
        }
    }

    @Test
    void anEntryOfAnotherType_isAMiss_andIsReplaced() {
        byte[] text = entryOf("text 302");
        redis.set("tiercel:products:303", text);

        assertThat(two.ask("find product 303")).startsWith("LOADER ").contains("row303");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(redis.get("tiercel:products:303"))
                .isNotEqualTo(text));
    }

    @Test
    void aKeyOfAnotherKindOfValue_isAMiss() {
        redis.command("RPUSH", "tiercel:products:304", "a", "b");

        assertThat(two.ask("find product 304")).startsWith("LOADER ").contains("row304");
        assertThat(two.ask("find product 304")).startsWith("L1 ");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(redis.command("TYPE", "tiercel:products:304"))
                        .isEqualTo("string"));
    }

    private static byte[] entryOf(String what) {
        one.ask("find " + what);
        awaitKey(key(what));
        return redis.get(key(what));
    }

    private static String key(String what) {
        return "tiercel:" + what.replace(" ", "s:");
    }

    private static void awaitKey(String key) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(redis.command("EXISTS", key)).isEqualTo(1L));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 0x55;
        return copy;
    }
}
