package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static dev.tiercel.redis.Instances.fill;
import static dev.tiercel.redis.Instances.fillAll;
import static dev.tiercel.redis.Instances.key;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L2 on nodes that know nothing of each other, behind HAProxy. */
@WithRedis(value = Kind.PROXIED, config = "appendonly yes")
class ProxiedTest {
    private static final int KEYS = 60;

    @RegisterExtension
    final Instances instances = new Instances();

    /** With both nodes found. */
    private GuardedL2 ready(ProxiedRedis redis, String... settings) {
        int before = nodesReady();
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), settings));
        soon().until(() -> nodesReady() >= before + redis.nodes().size());
        redis.nodes().forEach(node -> awaitStored(l2, node));
        fillAll(l2, KEYS);
        return l2;
    }

    /** That a node is used comes a moment after the line that says so. */
    private static void awaitStored(GuardedL2 l2, RedisServer node) {
        AtomicInteger next = new AtomicInteger(1_000);
        soon().until(() -> {
            int i = next.incrementAndGet();
            fill(l2, i);
            return has(node, i);
        });
    }

    private int nodesReady() {
        return (int) instances.lines.stream()
                .filter(line -> line.contains("Redis ready (node "))
                .count();
    }

    private static boolean has(RedisServer node, int i) {
        return node.get(key(i)) != null;
    }

    /** Keys that this node holds, of those filled by {@link #ready}. */
    private static List<Integer> keysOf(RedisServer node) {
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            if (has(node, i)) {
                keys.add(i);
            }
        }
        return keys;
    }

    @Test
    void everyNodeIsFoundAndUsed(ProxiedRedis redis) {
        ready(redis);
        assertThat(redis.nodes()).allSatisfy(node -> assertThat(keysOf(node)).hasSizeBetween(10, 50));
    }

    @Test
    void allInstancesReadTheSameKeyOnTheSameNode(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        GuardedL2 other = ready(redis);
        l2.drop(List.of(key(1)));
        fill(other, 1);
        assertThat(at(l2, key(1))).isNotNull();
    }

    private static void putRaw(ProxiedRedis redis, int i, String value) {
        redis.nodes().forEach(node -> node.command("SET", key(i), value));
    }

    private static long nodesWith(ProxiedRedis redis, int i) {
        return redis.nodes().stream().filter(node -> has(node, i)).count();
    }

    @Test
    void whatCarriesNoStamp_isNothing_andALeaseIsPutInItsPlace(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        putRaw(redis, 1, "0123456789abcdefsomething");
        assertThat(pair.one().get(key(1)).await()).isEqualTo(Reply.NOTHING);
        assertThat(pair.one().getAll(List.of(key(1), key(2))).await()).containsOnly(Reply.NOTHING);
        Lease lease = Lease.forLoad();
        assertThat(pair.one().lease(key(1), lease, Entries.TTL, null).await()).isEqualTo(Reply.GRANTED);
        assertThat(pair.other().get(key(1)).await()).isEqualTo(Reply.LEASED);
        pair.one().fill(key(1), lease.token(), new byte[] {1}, Entries.TTL);
        assertThat(at(pair.one(), key(1))).containsExactly(1);
    }

    @Test
    void holdAndReplace_leaveNothingOnTheOtherNodes(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        putRaw(redis, 1, "whatever");
        Lease change = Lease.forChange();
        pair.one().hold(key(1), change, Entries.TTL);
        assertThat(pair.other().get(key(1)).await()).isEqualTo(Reply.HELD);
        soon().until(() -> nodesWith(redis, 1) == 1);
        RedisServer elsewhere =
                redis.nodes().stream().filter(node -> !has(node, 1)).findFirst().orElseThrow();
        elsewhere.command("SET", key(1), "whatever");
        pair.one().replace(key(1), change, new byte[] {7}, Entries.TTL);
        assertThat(at(pair.other(), key(1))).containsExactly(7);
        assertThat(has(elsewhere, 1)).isFalse();
    }

    @Test
    void replaceMissedByANodeThatHung_isMadeUpForThere(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        int missed = keysOf(node).get(0);
        Lease change = Lease.forChange();
        node.hang();
        l2.hold(key(missed), change, Entries.TTL);
        l2.replace(key(missed), change, new byte[] {99}, Entries.TTL);
        node.resume();
        soon().until(() -> {
            byte[] seen = at(l2, key(missed));
            assertThat(seen == null || seen[0] == 99).isTrue();
            return !has(node, missed);
        });
    }

    @Test
    void replaceRefusedByANode_isADropThere(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        int refused = keysOf(node).get(0);
        Lease change = Lease.forChange();
        l2.hold(key(refused), change, Entries.TTL);
        assertThat(l2.get(key(refused)).await()).isEqualTo(Reply.HELD);
        node.command("ACL", "SETUSER", "default", "-eval");
        l2.replace(key(refused), change, new byte[] {99}, Entries.TTL);
        soon().until(() -> !has(node, refused));
        node.command("ACL", "SETUSER", "default", "+eval");
    }

    @Test
    void nodeWithoutItsFence_takesNothing(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis, "redis.heartbeat=1m");
        for (String fence : List.of("", "another run of it:0123456789abcdef")) {
            redis.nodes()
                    .forEach(node -> node.command(
                            fence.isEmpty()
                                    ? new String[] {"DEL", "tiercel:fence"}
                                    : new String[] {"SET", "tiercel:fence", fence}));
            assertThat(pair.one()
                            .lease(key(1), Lease.forLoad(), Entries.TTL, null)
                            .await())
                    .isEqualTo(Reply.AWAY);
            assertThat(nodesWith(redis, 1)).isZero();
        }
    }

    @Test
    void lostFence_voidsLeases(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        Lease lease = Lease.forLoad();
        Lease change = Lease.forChange();
        assertThat(pair.one().lease(key(1), lease, Entries.TTL, null).await()).isEqualTo(Reply.GRANTED);
        pair.one().hold(key(2), change, Entries.TTL);
        assertThat(pair.one().get(key(2)).await()).isEqualTo(Reply.HELD);
        redis.nodes().forEach(node -> node.command("DEL", "tiercel:fence"));
        pair.one().fill(key(1), lease.token(), new byte[] {1}, Entries.TTL);
        pair.one().replace(key(2), change, new byte[] {1}, Entries.TTL);
        assertThat(pair.one().getAll(List.of(key(1), key(2))).await()).containsOnly(Reply.NOTHING);
        assertThat(nodesWith(redis, 2)).isZero();
        // The token is left behind, and in nobody's way.
        soon().until(() -> {
            put(pair.one(), key(1), (byte) 5);
            return at(pair.other(), key(1)) != null;
        });
    }

    @Test
    void drop_reachesEveryNode(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        redis.nodes().forEach(node -> node.command("SET", key(1), "whatever"));
        l2.drop(List.of(key(1)));
        assertThat(redis.nodes()).noneMatch(node -> has(node, 1));
    }

    @Test
    void clear_reachesEveryNode(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        l2.dropMatching("tiercel:c:", "*").toCompletableFuture().join();
        assertThat(redis.nodes()).allSatisfy(node -> assertThat(keysOf(node)).isEmpty());
    }

    @Test
    void killedNode_theOtherIsUsedAtOnce(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer killed = redis.nodes().get(0);
        List<Integer> ofOther = keysOf(redis.nodes().get(1));
        killed.kill();
        soon().until(() -> instances.lines.stream().anyMatch(line -> line.contains("unavailable (disconnected)")));
        assertThat(l2.isUsable()).isTrue();
        ofOther.forEach(i -> assertThat(at(l2, key(i))).isNotNull());
        fillAll(l2, KEYS);
    }

    @Test
    void hungNode_theOtherIsUsed(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        redis.nodes().get(0).hang();
        fillAll(l2, KEYS);
        assertThat(keysOf(redis.nodes().get(1))).hasSize(KEYS);
    }

    @Test
    void nodeThatRestartsWithItsOldData_beginsEmpty(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        List<Integer> old = keysOf(node);
        int found = nodesReady();
        node.restartWithData();
        assertThat(keysOf(node)).isEqualTo(old);
        soon().until(() -> nodesReady() > found);
        for (int i : old) {
            assertThat(at(l2, key(i))).isNull();
        }
        fillAll(l2, KEYS);
    }

    @Test
    void dropMissedByANodeThatHung_isMadeUpFor(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        int missed = keysOf(node).get(0);
        node.hang();
        l2.drop(List.of(key(missed)));
        assertThat(at(l2, key(missed))).isNull();
        node.resume();
        soon().until(() -> {
            assertThat(at(l2, key(missed))).isNull();
            return !has(node, missed);
        });
        assertThat(at(l2, key(missed))).isNull();
    }

    @Test
    void dropMissedByANodeThatWasCutOff_isMadeUpFor(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        int missed = keysOf(node).get(0);
        int kept = keysOf(node).get(1);
        redis.proxy().maint(node);
        redis.proxy().shutdownSessions(node);
        soon().until(() -> instances.lines.stream().anyMatch(line -> line.contains("unavailable (disconnected)")));
        l2.drop(List.of(key(missed)));
        assertThat(has(node, missed)).isTrue();
        redis.proxy().ready(node);
        soon().until(() -> {
            assertThat(at(l2, key(missed))).isNull();
            return !has(node, missed);
        });
        // What was not dropped is still good: the node was away for a short time only.
        soon().until(() -> at(l2, key(kept)) != null);
    }

    @Test
    void dropRefusedByANode_isNotServedFromIt_andRepeated(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        int refused = keysOf(node).get(0);
        node.command("ACL", "SETUSER", "default", "-unlink");
        l2.drop(List.of(key(refused)));
        assertThat(has(node, refused)).isTrue();
        assertThat(at(l2, key(refused))).isNull();
        assertThat(instances.lines)
                .anyMatch(line -> line.contains("refuses UNLINK to this user (NOPERM): grant +unlink"));
        node.command("ACL", "SETUSER", "default", "+unlink");
        soon().until(() -> !has(node, refused));
    }

    @Test
    void dropBeforeANodeIsMet_isMadeUpFor(ProxiedRedis redis) {
        ready(redis);
        RedisServer node = redis.nodes().get(0);
        List<Integer> keys = keysOf(node);
        // Behind the proxy, connections of others stay; new ones find one node only.
        redis.proxy().drain(node);
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.topology=proxied"));
        l2.drop(List.of(key(keys.get(0))));
        assertThat(has(node, keys.get(0))).isTrue();
        redis.proxy().ready(node);
        soon().until(() -> !has(node, keys.get(0)));
        assertThat(has(node, keys.get(1))).isTrue();
    }

    @Test
    void nodeOutOfSightForLongerThanTheLease_beginsEmpty(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis, "redis.fence-lease=1s", "redis.heartbeat=200ms");
        RedisServer node = redis.nodes().get(0);
        int old = keysOf(node).get(0);
        redis.proxy().maint(node);
        redis.proxy().shutdownSessions(node);
        soon().until(() -> node.get("tiercel:fence") == null);
        int found = nodesReady();
        redis.proxy().ready(node);
        soon().until(() -> nodesReady() > found && node.get("tiercel:fence") != null);
        awaitStored(l2, node);
        assertThat(has(node, old)).isTrue();
        assertThat(at(l2, key(old))).isNull();
    }

    @Test
    void drainedNode_isUsedWhileItsConnectionLasts_andFoundAgain(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        RedisServer node = redis.nodes().get(0);
        redis.proxy().drain(node);
        fillAll(l2, KEYS);
        redis.proxy().shutdownSessions(node);
        fillAll(l2, KEYS);
        int found = nodesReady();
        redis.proxy().ready(node);
        soon().until(() -> nodesReady() > found);
    }

    @Test
    void restartedProxy_costsMissesOnly(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        redis.proxy().restart();
        for (int i = 0; i < KEYS; i++) {
            int number = i;
            soon().until(() -> at(l2, key(number)) != null);
        }
    }

    @Test
    void thirdNode_isFoundWithoutAnyChange(ProxiedRedis redis) {
        GuardedL2 l2 = ready(redis);
        int found = nodesReady();
        RedisServer third = redis.addNode();
        soon().until(() -> nodesReady() >= found + 3);
        l2.dropMatching("tiercel:", "*").toCompletableFuture().join();
        soon().until(() -> {
            fillAll(l2, KEYS);
            return !keysOf(third).isEmpty();
        });
        third.command("SET", key(1), "whatever");
        l2.drop(List.of(key(1)));
        assertThat(has(third, 1)).isFalse();
    }

    @Test
    void fewerNodesThanExpected_isSaid_andWhenTheyAreAllThere(ProxiedRedis redis) {
        ready(redis, "redis.expected-nodes=2");
        RedisServer node = redis.nodes().get(0);
        node.kill();
        soon().until(() -> instances.lines.stream().anyMatch(line -> line.contains("1 of 2 found (INCOMPLETE)")));
        node.restart();
        soon().until(() -> instances.lines.stream().anyMatch(line -> line.contains("2 found, and no more expected")));
    }

    @Test
    void statisticsOfTheProxy_tellHowManyNodesThereAre(ProxiedRedis redis) {
        RedisServer node = redis.nodes().get(0);
        redis.proxy().drain(node);
        GuardedL2 l2 = instances.ready(Configs.byUrl(
                redis.uri(),
                "redis.topology=proxied",
                "redis.proxy-stats=" + redis.proxy().statsUri()));
        fill(l2, 1);
        redis.proxy().ready(node);
        soon().until(() -> nodesReady() == 2);
        redis.proxy().shutdownSessions(node);
        fill(l2, 2);
        assertThat(instances.lines).noneMatch(line -> line.contains("tells no number"));
    }
}
