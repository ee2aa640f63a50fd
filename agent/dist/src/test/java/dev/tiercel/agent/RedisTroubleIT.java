package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Redis wrong, late, killed or hung: the application does not notice, the log says it once, and it comes back by itself. */
class RedisTroubleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private static ForkedJvm shop(String url) {
        return ForkedJvm.of("scenario.Shop").environment("REDIS_URL", url);
    }

    @Test
    void wrongPassword_isSaid_andTheCallIsAnswered() {
        try (RedisServer redis = RedisServer.start(RedisServer.Options.DEFAULT.withPassword("right"))) {
            saysAndAnswers("redis://:wrong@127.0.0.1:" + redis.port(), "wrong password (WRONGPASS)");
        }
    }

    @Test
    void refusedPort_isSaid_andTheCallIsAnswered() {
        saysAndAnswers("redis://127.0.0.1:" + RedisServer.freePort(), "connection refused");
    }

    @Test
    void unknownHost_isSaid_andTheCallIsAnswered() {
        saysAndAnswers("redis://no-such-host.invalid:6379", "unknown host");
    }

    private static void saysAndAnswers(String url, String reason) {
        String line = "[tiercel] WARN Redis unavailable (" + reason + ") – answering from L1 and the database";
        try (RunningJvm program = shop(url).start()) {
            assertThat(program.ask("find product 1")).startsWith("LOADER Product[id=1");
            assertThat(program.ask("find product 1")).startsWith("L1 Product[id=1");
            program.awaitErr(line::equals);
            assertThat(program.ask("find product 2")).startsWith("LOADER Product[id=2");

            program.awaitEnd().well().assertThatErr().containsExactly(line);
        }
    }

    @Test
    void aRedisThatStartsLate_isUsedFromThenOn() {
        int port = RedisServer.freePort();
        try (RunningJvm one = shop("redis://127.0.0.1:" + port).start();
                RunningJvm two = shop("redis://127.0.0.1:" + port).start()) {
            one.awaitErr(line -> line.contains("Redis unavailable (connection refused)"));
            one.ask("find product 1");
            try (RedisServer redis = RedisServer.start(RedisServer.Options.DEFAULT.withPort(port))) {
                awaitReady(one, 1);
                awaitReady(two, 1);
                awaitShared(one, two);
                assertThat(redis.command("EXISTS", "tiercel:products:1")).isEqualTo(0L);
            }
        }
    }

    @Test
    void killedUnderLoad_noCallFails_andRedisIsUsedAgain() {
        try (RedisServer redis = RedisServer.start()) {
            underLoad(redis, redis::kill, redis::restart);
        }
    }

    @Test
    void hungUnderLoad_noCallFails_andRedisIsUsedAgain() {
        try (RedisServer redis = RedisServer.start()) {
            underLoad(redis, redis::hang, redis::resume);
        }
    }

    private static void underLoad(RedisServer redis, Runnable fault, Runnable repair) {
        try (RunningJvm one = shop(redis.uri()).start();
                RunningJvm two = shop(redis.uri()).start()) {
            awaitReady(one, 1);
            awaitReady(two, 1);
            one.ask("load");
            awaitCalls(one, 1_000);

            fault.run();
            one.awaitErr(line -> line.contains("Redis unavailable ("));
            awaitCalls(one, 1_000);
            repair.run();
            awaitReady(one, 2);
            awaitShared(one, two);
            awaitCalls(one, 1_000);

            assertThat(one.ask("end-load")).isEqualTo("failures 0 wrong 0");
            one.awaitEnd().well().assertThatErr().allMatch(line -> line.startsWith("[tiercel] "));
        }
    }

    @Test
    void switchedOff_nothingOfItIsStarted() {
        try (RunningJvm program = shop("redis://127.0.0.1:" + RedisServer.freePort())
                .environment("REDIS_ENABLED", "false")
                .start()) {
            program.ask("find product 1");

            assertThat(program.ask("threads")).isNotEqualTo("[]").doesNotContain("redis", "probe");
            program.awaitEnd().well().assertThatErr().isEmpty();
        }
    }

    private static void awaitReady(RunningJvm program, int times) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> ready = program.err().stream()
                    .filter(line -> line.contains("Redis ready"))
                    .toList();
            assertThat(ready).as(program::toString).hasSizeGreaterThanOrEqualTo(times);
        });
    }

    private static void awaitCalls(RunningJvm program, int more) {
        long before = Long.parseLong(program.ask("progress"));
        await().atMost(PATIENCE).until(() -> Long.parseLong(program.ask("progress")) >= before + more);
    }

    /** A row that one program loads is read from Redis by the other. */
    private static void awaitShared(RunningJvm one, RunningJvm two) {
        int[] row = {1_000};
        await().atMost(PATIENCE).until(() -> {
            row[0]++;
            one.ask("find product " + row[0]);
            return two.ask("find product " + row[0]).startsWith("L2 ");
        });
    }
}
