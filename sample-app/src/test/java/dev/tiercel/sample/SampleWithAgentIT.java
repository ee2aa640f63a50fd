package dev.tiercel.sample;

import static dev.tiercel.sample.Client.product;
import static dev.tiercel.sample.SampleProcess.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application with the agent, in real processes, beside a real Redis. */
class SampleWithAgentIT {
    private static final Origin DATABASE = new Origin("db", "loader");
    private static final Origin L1 = new Origin("cache", "L1");
    private static final Origin L2 = new Origin("cache", "L2");

    /** What an answer may take when Redis is gone: a busy machine's start, never the time-out of a Redis client. */
    private static final Duration QUICK = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private RedisServer redis;

    @BeforeEach
    void startRedis() {
        redis = RedisServer.start();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void theFirstCallAsksTheDatabaseAndTheSecondIsAnsweredInTheProcess() {
        try (var app = start()) {
            tell(app, () -> {
                assertThat(app.client().get("/api/products/1").origin()).isEqualTo(DATABASE);
                assertThat(app.client().get("/api/products/1").origin()).isEqualTo(L1);
                assertThat(app.client().get("/api/products").origin()).isEqualTo(DATABASE);
                assertThat(app.client().get("/api/products").origin()).isEqualTo(L1);
            });
        }
    }

    @Test
    void whatOneInstanceLoadedAnotherFindsInRedis() {
        try (var one = start();
                var other = start()) {
            tell(
                    one,
                    () -> tell(other, () -> {
                        var loaded = one.client().get("/api/products/9");
                        awaitEntries(1);

                        var found = other.client().get("/api/products/9");

                        assertThat(found.origin()).isEqualTo(L2);
                        assertThat(found.data()).isEqualTo(loaded.data());
                        assertThat(found.body()).contains("\"price\":1.50");
                        assertThat(other.client().get("/api/products/9").origin())
                                .isEqualTo(L1);
                    }));
        }
    }

    @Test
    void aChangeIsVisibleAtOnce() {
        try (var app = start()) {
            tell(app, () -> {
                app.client().get("/api/products/2");
                app.client().put("/api/products/2", product("Double bellows", "59.00"));

                assertThat(app.client().get("/api/products/2").name()).isEqualTo("Double bellows");
                assertThat(app.client().get("/api/products").body()).contains("Double bellows");
            });
        }
    }

    @Test
    void whenRedisGoesTheApplicationAnswersAndWhenItComesBackItIsUsedAgain() {
        try (var app = start()) {
            tell(app, () -> {
                app.client().get("/api/products/1");
                awaitEntries(1);

                redis.kill();

                assertThat(app.client().get("/api/products/1").origin()).isEqualTo(L1);
                for (int id = 2; id <= 5; id++) {
                    var path = "/api/products/" + id;
                    assertThat(quick(app, path).origin()).isEqualTo(DATABASE);
                    assertThat(quick(app, path).origin()).isEqualTo(L1);
                }
                app.client().put("/api/products/1", product("Heavy anvil", "99.00"));
                assertThat(quick(app, "/api/products/1").name()).isEqualTo("Heavy anvil");

                redis.restart();

                await("an entry in the Redis that came back")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> {
                            app.client().get(app.client().create("New", "1.00"));
                            return entries() > 0;
                        });
            });
        }
    }

    @Test
    void aWrongAddressOfRedisCostsTheSecondTierAndNothingElse() {
        // The name is reserved for names that do not exist (RFC 2606).
        try (var app = SampleProcess.start(Map.of("REDIS_HOST", "redis.invalid"))) {
            tell(app, () -> {
                assertThat(quick(app, "/api/products/1").origin()).isEqualTo(DATABASE);
                assertThat(quick(app, "/api/products/1").origin()).isEqualTo(L1);
            });
        }
    }

    /** The processes of one test share Redis and a database. */
    private SampleProcess start() {
        var environment = new HashMap<String, String>();
        environment.put("REDIS_URL", redis.uri());
        environment.put("DATASOURCES_DEFAULT_URL", "jdbc:h2:file:" + folder.resolve("catalog") + ";AUTO_SERVER=TRUE");
        return SampleProcess.start(environment).awaitRedis();
    }

    private static Reply quick(SampleProcess app, String path) {
        long start = System.nanoTime();
        var reply = app.client().get(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(QUICK);
        assertThat(reply.status()).as(path).isEqualTo(200);
        return reply;
    }

    /** L2 is filled off the caller's path, so after the answer. */
    private void awaitEntries(int count) {
        await("entries in Redis").atMost(Duration.ofSeconds(10)).until(() -> entries() >= count);
    }

    private long entries() {
        return (Long) redis.command("DBSIZE");
    }
}
