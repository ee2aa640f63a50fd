package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Instances.fillAll;
import static dev.tiercel.redis.Instances.key;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.GuardedL2;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds over every topology, found by itself behind its URL. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class TopologiesTest {
    private static final int KEYS = 200;

    @RegisterExtension
    final Instances instances = new Instances();

    private GuardedL2 l2(RedisTopology redis) {
        return instances.ready(Configs.byUrl(redis.uri()));
    }

    @TestTemplate
    void topologyIsFound_andSaid(RedisTopology redis) {
        l2(redis);
        assertThat(instances.lines)
                .filteredOn(line ->
                        line.contains("Redis topology: " + redis.kind().name().toLowerCase(Locale.ROOT) + " (auto: "))
                .hasSize(1);
    }

    @TestTemplate
    void keysAreServed_droppedAndCleared(RedisTopology redis) {
        GuardedL2 l2 = l2(redis);
        GuardedL2 other = l2(redis);
        fillAll(l2, KEYS);
        for (int i = 0; i < KEYS; i++) {
            int number = i;
            soon().until(() -> at(other, key(number)) != null);
        }
        other.drop(List.of(key(0), key(1), key(2)));
        assertThat(at(l2, key(0))).isNull();
        assertThat(at(l2, key(2))).isNull();
        assertThat(at(l2, key(3))).containsExactly(3);
        other.dropMatching("tiercel:c:", "*").toCompletableFuture().join();
        for (int i = 0; i < KEYS; i++) {
            assertThat(at(l2, key(i))).isNull();
        }
        assertThat(instances.lines).noneMatch(line -> line.contains("WARN"));
    }

    @TestTemplate
    void everyNodeKilledAndReturned_isUsedAgain(RedisTopology redis) {
        GuardedL2 l2 = l2(redis);
        fillAll(l2, KEYS);
        redis.nodes().forEach(RedisServer::kill);
        soon().until(() -> !l2.isUsable());
        assertThat(at(l2, key(0))).isNull();
        l2.drop(List.of(key(1)));
        redis.heal();
        soon().until(l2::isUsable);
        fillAll(l2, KEYS);
    }

    @TestTemplate
    void dropWhileEveryNodeHangs_isNotServedAfterwards(RedisTopology redis) {
        GuardedL2 l2 = l2(redis);
        fillAll(l2, KEYS);
        redis.nodes().forEach(RedisServer::hang);
        l2.drop(List.of(key(7)));
        redis.nodes().forEach(RedisServer::resume);
        soon().until(() -> {
            assertThat(at(l2, key(7))).isNull();
            return at(l2, key(8)) != null;
        });
        GuardedL2 other = l2(redis);
        soon().until(() -> {
            byte[] seen = at(other, key(7));
            return seen == null && at(other, key(8)) != null;
        });
    }
}
