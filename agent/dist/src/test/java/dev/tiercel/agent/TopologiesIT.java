package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.TestTemplate;

/** The agent on every topology, with nothing set but where Redis is. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class TopologiesIT {
    private static final int PRODUCTS = 20;

    private static ForkedJvm shop(RedisTopology redis) {
        return ForkedJvm.of("scenario.Shop").environment("REDIS_URL", redis.uri());
    }

    /** Until every product that one has loaded comes to the other from Redis. */
    private static void awaitShared(RunningJvm one, RunningJvm other) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            one.ask("change-all");
            other.ask("change-all");
            for (int id = 0; id < PRODUCTS; id++) {
                assertThat(one.ask("find product " + id)).startsWith("LOADER");
            }
            for (int id = 0; id < PRODUCTS; id++) {
                assertThat(other.ask("find product " + id)).startsWith("L2");
            }
        });
    }

    @TestTemplate
    void instancesShare_andComeBackAfterAnOutage(RedisTopology redis) {
        try (RunningJvm one = shop(redis).start();
                RunningJvm other = shop(redis).start()) {
            one.awaitErr(line ->
                    line.contains("Redis topology: " + redis.kind().name().toLowerCase(Locale.ROOT) + " (auto: "));
            awaitShared(one, other);
            assertThat(one.ask("nodes")).contains(" USABLE 0 connected;answers");

            redis.nodes().forEach(RedisServer::kill);
            one.awaitErr(line -> line.contains("unavailable ("));
            assertThat(one.ask("find product 1000")).startsWith("LOADER");
            redis.heal();
            awaitShared(one, other);
            assertThat(one.ask("nodes")).contains("USABLE").contains("disconnected");

            one.awaitEnd().well();
            other.awaitEnd().well();
        }
    }
}
