package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestTemplate;

/** What holds over every topology, found by itself behind its URL. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class TopologiesTest {
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final int KEYS = 200;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private L2 l2(RedisTopology redis) {
        RedisConfig config = Configs.byUrl(redis.uri());
        L2 l2 = Configs.start(config, EventLog.to(lines::add));
        open.add(l2);
        soon().until(l2::isUsable);
        return l2;
    }

    /** Looks at once, and then often: most is true already. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30));
    }

    private static String key(int i) {
        return "tiercel:c:" + i;
    }

    private static void fillAll(L2 l2) {
        for (int i = 0; i < KEYS; i++) {
            int number = i;
            // Nothing is stored on a server that is not connected yet.
            soon().until(() -> {
                l2.fill(key(number), new byte[] {(byte) number}, TTL);
                return l2.get(key(number)) != null;
            });
        }
    }

    @TestTemplate
    void topologyIsFound_andSaid(RedisTopology redis) {
        l2(redis);
        assertThat(lines)
                .filteredOn(line ->
                        line.contains("Redis topology: " + redis.kind().name().toLowerCase(Locale.ROOT) + " (auto: "))
                .hasSize(1);
    }

    @TestTemplate
    void keysAreServed_droppedAndCleared(RedisTopology redis) {
        L2 l2 = l2(redis);
        L2 other = l2(redis);
        fillAll(l2);
        for (int i = 0; i < KEYS; i++) {
            int number = i;
            soon().until(() -> other.get(key(number)) != null);
        }
        other.drop(List.of(key(0), key(1), key(2)));
        assertThat(l2.get(key(0))).isNull();
        assertThat(l2.get(key(2))).isNull();
        assertThat(l2.get(key(3))).containsExactly(3);
        other.clear("tiercel:c:");
        for (int i = 0; i < KEYS; i++) {
            assertThat(l2.get(key(i))).isNull();
        }
        assertThat(lines).noneMatch(line -> line.contains("WARN"));
    }

    @TestTemplate
    void everyNodeKilledAndReturned_isUsedAgain(RedisTopology redis) {
        L2 l2 = l2(redis);
        fillAll(l2);
        redis.nodes().forEach(RedisServer::kill);
        soon().until(() -> !l2.isUsable());
        assertThat(l2.get(key(0))).isNull();
        l2.drop(List.of(key(1)));
        redis.heal();
        soon().until(l2::isUsable);
        fillAll(l2);
    }

    @TestTemplate
    void dropWhileEveryNodeHangs_isNotServedAfterwards(RedisTopology redis) {
        L2 l2 = l2(redis);
        fillAll(l2);
        redis.nodes().forEach(RedisServer::hang);
        l2.drop(List.of(key(7)));
        redis.nodes().forEach(RedisServer::resume);
        soon().until(() -> {
            assertThat(l2.get(key(7))).isNull();
            return l2.get(key(8)) != null;
        });
        L2 other = l2(redis);
        soon().until(() -> {
            byte[] seen = other.get(key(7));
            return seen == null && other.get(key(8)) != null;
        });
    }
}
