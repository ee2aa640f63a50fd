package dev.tiercel.sample;

import static dev.tiercel.sample.SampleProcess.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances with the agent, one database, one Redis: what a change on one of them means for the other. */
class AcrossInstancesIT {
    private static final Origin L1 = new Origin("cache", "L1");

    /** Far longer than a message between instances takes, far shorter than the shortest ttl. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static RedisServer redis;
    private static SampleProcess one;
    private static SampleProcess other;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        var environment = Map.of(
                "REDIS_URL",
                redis.uri(),
                "DATASOURCES_DEFAULT_URL",
                "jdbc:h2:file:" + folder.resolve("catalog") + ";AUTO_SERVER=TRUE");
        one = SampleProcess.start(environment);
        other = SampleProcess.start(environment);
        one.awaitRedis();
        other.awaitRedis();
    }

    @AfterAll
    static void stop() {
        // The last first, and also where not all have started.
        try (var server = redis;
                var first = one;
                var second = other) {
            // Nothing is left to do.
        }
    }

    @Test
    void aPriceThatWasCommittedOnOneIsSeenOnTheOther() {
        explained(() -> {
            var path = one.client().create("Billhook", "10.00", "committed");
            var reads = List.of(path, "/api/products", "/api/products?tag=committed");
            awaitInL1(other, "Billhook", reads);

            assertThat(reprice(path, "12.50").status()).isEqualTo(200);

            for (var read : reads) {
                assertThat(one.client().get(read).body()).as(read).contains("\"Billhook\",\"price\":12.50");
                await(read)
                        .atMost(SOON)
                        .until(() -> other.client().get(read).body().contains("\"Billhook\",\"price\":12.50"));
            }
            assertThat(other.client().get(path + "/prices").data().size()).isOne();
        });
    }

    @Test
    void aChangeThatWasRolledBackLeavesEveryCacheAsItWas() {
        explained(() -> {
            var path = one.client().create("Mattock", "10.00", "rolled-back");
            var reads = List.of(path, "/api/products", "/api/products?tag=rolled-back");
            awaitInL1(one, "Mattock", reads);
            awaitInL1(other, "Mattock", reads);

            assertThat(reprice(path, "1000").status()).isEqualTo(409);

            for (var read : reads) {
                assertThat(other.client().get(read).origin()).as(read).isEqualTo(L1);
                // While the transaction ran, its keys were not in its own instance's L1; in Redis they are.
                var here = one.client().get(read);
                assertThat(here.origin().source()).as(read).isEqualTo("cache");
                assertThat(here.body()).contains("\"Mattock\",\"price\":10.00");
            }
        });
    }

    @Test
    void aProductWithATagIsFoundOnTheOtherInstanceTooAndOtherTagsStay() {
        explained(() -> {
            var search = "/api/products?tag=shared";
            var unrelated = "/api/products?tag=forge";
            var path = one.client().create("First", "1.00", "shared");
            awaitInL1(other, "First", List.of(search, search + "&maxPrice=5"));
            awaitInL1(other, "Anvil", List.of(unrelated));

            one.client().create("Second", "2.00", "shared");
            await("the second one")
                    .atMost(SOON)
                    .until(() -> other.client().get(search).names().equals(List.of("First", "Second")));

            one.client().delete(path);
            await("the first one's end")
                    .atMost(SOON)
                    .until(() ->
                            other.client().get(search + "&maxPrice=5").names().equals(List.of("Second")));
            assertThat(other.client().get(unrelated).origin()).isEqualTo(L1);
        });
    }

    @Test
    void thatThereIsNobodyIsKnownToTheOtherInstanceToo() {
        explained(() -> {
            assertThat(one.client().searchUser("nobody").body()).contains("\"user\":null", "\"source\":\"database\"");
            // L2 is filled off the caller's path: another name each time, until one is there soon enough.
            await("an answer from Redis").atMost(SOON).until(() -> {
                var nobody = "nobody" + System.nanoTime();
                one.client().searchUser(nobody);
                return other.client().searchUser(nobody).body().contains("\"user\":null,\"source\":\"l2\"")
                        && other.client().searchUser(nobody).body().contains("\"user\":null,\"source\":\"l1\"");
            });
        });
    }

    /** With what was just created, so that no news of it is still under way. */
    private static void awaitInL1(SampleProcess app, String name, List<String> paths) {
        for (var path : paths) {
            await(path + " in L1").atMost(SOON).until(() -> {
                var reply = app.client().get(path);
                return reply.origin().equals(L1) && reply.body().contains(name);
            });
        }
    }

    private static Reply reprice(String path, String price) {
        return one.client().post(path + "/price", "{\"price\": " + price + "}");
    }

    private static void explained(Runnable steps) {
        tell(one, () -> tell(other, steps));
    }
}
