package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static dev.tiercel.redis.Instances.calls;
import static dev.tiercel.redis.Instances.fill;
import static dev.tiercel.redis.Instances.fillAll;
import static dev.tiercel.redis.Instances.key;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L2 on a Redis Cluster, which fails over and moves its slots. */
@WithRedis(Kind.CLUSTER)
class ClusterTest {
    private static final int KEYS = 100;

    @RegisterExtension
    final Instances instances = new Instances();

    @Test
    void keysAreSpread(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        for (RedisServer primary : redis.primaries()) {
            assertThat((Long) primary.command("DBSIZE")).isBetween(10L, 60L);
        }
    }

    @Test
    void oneAddressIsEnough(ClusteredRedis redis) {
        RedisServer any = redis.nodes().get(5);
        GuardedL2 l2 = instances.ready(Configs.byUrl("redis://" + any.host() + ":" + any.port()));
        fillAll(l2, KEYS);
    }

    @Test
    void primaryKilled_onlyItsKeysAreMissed_andItsReplicaIsFollowed(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        RedisServer primary = redis.primaryOf(key(1));
        primary.kill();
        soon().until(() -> instances.lines.stream()
                .anyMatch(line -> line.contains("Redis node 127.0.0.1:" + primary.port() + " unavailable")));
        assertThat(l2.isUsable()).isTrue();
        fill(l2, 1); // waits for the new primary
        assertThat(redis.primaryOf(key(1)).port()).isNotEqualTo(primary.port());
        fillAll(l2, KEYS);
    }

    @Test
    void primaryHung_itsReplicaIsFollowed(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        RedisServer primary = redis.primaryOf(key(1));
        primary.hang();
        fill(l2, 1);
        assertThat(redis.primaryOf(key(1)).port()).isNotEqualTo(primary.port());
    }

    @Test
    void plannedFailover_isFollowed(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        redis.failover(redis.primaryOf(key(1)));
        for (int i = 0; i < KEYS; i++) {
            int number = i;
            soon().until(() -> at(l2, key(number)) != null);
        }
    }

    @Test
    void dropDuringAFailover_isRepeatedOnTheNewPrimary(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        RedisServer primary = redis.primaryOf(key(1));
        redis.replicasOf(primary).forEach(replica -> soon().until(() -> (Long) replica.command("DBSIZE") > 0));
        primary.kill();
        l2.drop(List.of(key(1)));
        assertThat(at(l2, key(1))).isNull();
        soon().until(() -> redis.primaryOf(key(1)).port() != primary.port()
                && redis.primaryOf(key(1)).get(key(1)) == null);
        assertThat(at(l2, key(1))).isNull();
    }

    @Test
    void movingSlot_isFollowedWithAsk_andThenWithMoved(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        RedisServer from = redis.primaryOf(key(1));
        RedisServer to = redis.primaries().stream()
                .filter(each -> each.port() != from.port())
                .findFirst()
                .orElseThrow();
        String slot = String.valueOf(SlotHash.getSlot(key(1)));
        String fromId = (String) from.command("CLUSTER", "MYID");
        String toId = (String) to.command("CLUSTER", "MYID");
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
        from.command("MIGRATE", to.host(), String.valueOf(to.port()), key(1), "0", "5000");

        assertThat(at(l2, key(1))).containsExactly(1);
        l2.drop(List.of(key(1)));
        assertThat(at(l2, key(1))).isNull();
        assertThat((Long) to.command("DBSIZE")).isPositive();

        to.command("CLUSTER", "SETSLOT", slot, "NODE", toId);
        from.command("CLUSTER", "SETSLOT", slot, "NODE", toId);
        fill(l2, 1);
        assertThat(redis.primaryOf(key(1)).port()).isEqualTo(to.port());

        // Back, for the next test.
        from.command("CLUSTER", "SETSLOT", slot, "IMPORTING", toId);
        to.command("CLUSTER", "SETSLOT", slot, "MIGRATING", fromId);
        to.command("DEL", key(1));
        from.command("CLUSTER", "SETSLOT", slot, "NODE", fromId);
        to.command("CLUSTER", "SETSLOT", slot, "NODE", fromId);
        soon().until(() -> redis.primaryOf(key(1)).port() == from.port());
        fill(l2, 1);
    }

    @Test
    void keysOfAMovingSlot_areAwayTogether_andCostNoOtherKey(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        fillAll(l2, KEYS);
        List<String> pair = List.of("tiercel:{" + key(1) + "}:a", "tiercel:{" + key(1) + "}:b");
        pair.forEach(each -> put(l2, each, (byte) 1));
        RedisServer from = redis.primaryOf(key(1));
        RedisServer to = redis.primaries().stream()
                .filter(each -> each.port() != from.port())
                .findFirst()
                .orElseThrow();
        String slot = String.valueOf(SlotHash.getSlot(key(1)));
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", (String) from.command("CLUSTER", "MYID"));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", (String) to.command("CLUSTER", "MYID"));
        from.command("MIGRATE", to.host(), String.valueOf(to.port()), pair.get(0), "0", "5000");
        for (int i = 0; i < 10; i++) {
            assertThat(l2.getAll(pair).await()).containsOnly(Reply.AWAY);
            assertThat(at(l2, key(1))).containsExactly(1);
            assertThat(at(l2, pair.get(0))).containsExactly(1);
        }
        // One key alone is followed, whatever is done with it.
        Lease change = Lease.forChange();
        l2.hold(pair.get(0), change, Entries.TTL);
        assertThat(l2.get(pair.get(0)).await()).isEqualTo(Reply.HELD);
        l2.replace(pair.get(0), change, new byte[] {2}, Entries.TTL);
        assertThat(at(l2, pair.get(0))).containsExactly(2);
        l2.drop(List.of(pair.get(0)));
        put(l2, pair.get(0), (byte) 3);
        assertThat(at(l2, pair.get(0))).containsExactly(3);
        l2.drop(pair);
        to.command("CLUSTER", "SETSLOT", slot, "STABLE");
        from.command("CLUSTER", "SETSLOT", slot, "STABLE");
    }

    @Test
    void replicasAnswerManyKeys_butNotThoseThatWereJustDropped(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.read-from=replica", "redis.deadline=30s"));
        fillAll(l2, KEYS);
        List<String> keys = IntStream.range(0, KEYS).mapToObj(Instances::key).toList();
        soon().until(() -> {
            long atPrimaries = mgets(redis.primaries());
            boolean all = l2.getAll(keys).await().stream().allMatch(Reply.Value.class::isInstance);
            return all && mgets(redis.primaries()) == atPrimaries;
        });
        List<String> changed = keys.subList(10, 16);
        l2.drop(keys.subList(10, 15));
        Lease change = Lease.forChange();
        l2.hold(keys.get(15), change, Entries.TTL);
        l2.replace(keys.get(15), change, new byte[] {15}, Entries.TTL);
        long atPrimaries = mgets(redis.primaries());
        List<Reply> replies = l2.getAll(keys).await();
        assertThat(replies.subList(10, 15)).containsOnly(Reply.NOTHING);
        assertThat(replies.subList(15, KEYS)).hasOnlyElementsOfType(Reply.Value.class);
        assertThat(mgets(redis.primaries()) - atPrimaries)
                .isEqualTo(changed.stream().map(SlotHash::getSlot).distinct().count());
    }

    private static long mgets(List<RedisServer> servers) {
        return servers.stream().mapToLong(each -> calls(each, "mget")).sum();
    }

    @Test
    void replicasAnswerReads_butNotOfWhatWasJustDropped(ClusteredRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.read-from=replica"));
        fillAll(l2, KEYS);
        soon().until(() -> {
            for (int i = 0; i < KEYS; i++) {
                at(l2, key(i));
            }
            return redis.primaries().stream()
                    .flatMap(primary -> redis.replicasOf(primary).stream())
                    .anyMatch(replica -> calls(replica, "get") > 0);
        });
        l2.drop(List.of(key(1)));
        assertThat(at(l2, key(1))).isNull();
    }
}
