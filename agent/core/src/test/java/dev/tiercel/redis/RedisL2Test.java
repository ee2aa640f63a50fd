package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** L2 over a real server that is well; a busy machine is no reason to give it up, so the deadline is far. */
class RedisL2Test {
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private static RedisServer redis;
    private static L2 l2;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        RedisConfig config = Configs.of(redis.host(), redis.port(), null, null, Duration.ofSeconds(30));
        l2 = Configs.start(config, EventLog.to(LINES::add));
        await().until(l2::isUsable);
    }

    @AfterAll
    static void stop() {
        l2.close();
        redis.close();
    }

    @BeforeEach
    void flush() {
        redis.command("FLUSHALL");
    }

    @Test
    void ready_isSaid() {
        assertThat(LINES).containsExactly("[tiercel] INFO Redis ready (127.0.0.1:" + redis.port() + ")");
    }

    @Test
    void fill_isThereForItsTime() {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        assertThat(at(l2, "tiercel:products:ü 1")).isNull();
        put(l2, "tiercel:products:ü 1", Duration.ofSeconds(30), bytes);
        assertThat(at(l2, "tiercel:products:ü 1")).isEqualTo(bytes);
        assertThat(redis.get("tiercel:products:ü 1")).isEqualTo(bytes);
        assertThat((Long) redis.command("PTTL", "tiercel:products:ü 1")).isBetween(20_000L, 30_000L);
    }

    @Test
    void fillDropGet_keepTheirOrder() {
        for (int i = 0; i < 2_000; i++) {
            put(l2, "k", new byte[] {1});
            l2.drop(List.of("k"));
            assertThat(at(l2, "k")).isNull();
        }
    }

    @Test
    void drop_takesManyKeysAtOnce() {
        List<String> keys = IntStream.range(0, 1_201).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> put(l2, key, new byte[1]));
        put(l2, "other", new byte[1]);
        l2.drop(keys);
        await().untilAsserted(() -> assertThat(redis.command("DBSIZE")).isEqualTo(1L));
        l2.drop(List.of());
    }

    @Test
    void otherTypeAtTheKey_isAMissAndIsWrittenOver() {
        redis.command("RPUSH", "k", "x");
        for (int i = 0; i < 5; i++) {
            assertThat(at(l2, "k")).isNull();
        }
        assertThat(l2.isUsable()).isTrue();
        put(l2, "k", new byte[] {5});
        assertThat(at(l2, "k")).containsExactly(5);
    }

    @Test
    void clear_takesItsPrefixLiterally() {
        List<String> kept = List.of("t:[a]*", "t:b:1", "t:aa:1", "t:[a]?", "t");
        kept.forEach(key -> put(l2, key, new byte[1]));
        IntStream.range(0, 3_000).forEach(i -> put(l2, "t:[a]*:" + i, new byte[1]));
        assertThat(l2.dropMatching("t:[a]*:", "*").toCompletableFuture().join()).isEqualTo(3_000);
        await().untilAsserted(() -> assertThat(redis.command("DBSIZE")).isEqualTo((long) kept.size()));
        kept.forEach(key -> assertThat(at(l2, key)).isNotNull());
        await().untilAsserted(() -> {
            put(l2, "t:[a]*:new", new byte[1]);
            assertThat(at(l2, "t:[a]*:new")).isNotNull();
        });
    }

    @Test
    void clock_isTheServers() {
        assertThat(l2.nowMillis("k")).isCloseTo(System.currentTimeMillis(), within(1_000L));
    }

    @Test
    void threads_areOursAndTakeNothingFromTheApplication() {
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tiercel-"))
                .toList();
        assertThat(threads).hasSizeBetween(3, 12).allMatch(Thread::isDaemon);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().matches("(lettuce|nio|multiThreadIo|reactor).*"));
    }
}
