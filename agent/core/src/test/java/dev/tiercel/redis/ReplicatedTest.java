package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static dev.tiercel.redis.Instances.calls;
import static dev.tiercel.redis.Instances.fill;
import static dev.tiercel.redis.Instances.fillAll;
import static dev.tiercel.redis.Instances.key;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.ReplicatedRedis;
import dev.tiercel.testkit.WithRedis;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L2 on a master with replicas, which fails over. */
@WithRedis(Kind.REPLICATED)
class ReplicatedTest {
    @RegisterExtension
    final Instances instances = new Instances();

    private static RedisConfig bySentinels(ReplicatedRedis redis) {
        return Configs.byUrl(redis.uri());
    }

    private static RedisConfig byAddresses(ReplicatedRedis redis) {
        String nodes = redis.nodes().stream()
                .map(node -> node.host() + ":" + node.port())
                .collect(Collectors.joining(","));
        return Configs.byUrl("redis://" + nodes);
    }

    @Test
    void plannedFailover_isFollowed(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(bySentinels(redis));
        fill(l2, 1);
        RedisServer oldMaster = redis.master();
        RedisServer newMaster = redis.failover();
        assertThat(newMaster.port()).isNotEqualTo(oldMaster.port());
        // The old master is a replica by now, and copies what is written: so its own commands are counted after a
        // reset.
        oldMaster.command("CONFIG", "RESETSTAT");
        soon().until(() -> {
            put(l2, key(1), new byte[] {2});
            return newMaster.get(key(1)) != null && newMaster.get(key(1))[0] == 2;
        });
        assertThat(oldMaster.command("INFO", "errorstats").toString()).doesNotContain("READONLY");
    }

    @Test
    void killedMaster_isReplaced_andNotUsedWhenItReturns(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(bySentinels(redis));
        fill(l2, 1);
        RedisServer oldMaster = redis.master();
        oldMaster.kill();
        soon().until(() -> !l2.isUsable());
        soon().until(l2::isUsable);
        fill(l2, 1);
        // It may have heard of it before most Sentinels have.
        soon().until(() -> redis.master().port() != oldMaster.port());
        RedisServer newMaster = redis.master();
        oldMaster.restart();
        assertThat(newMaster.get(key(1))).isNotNull();
        fillAll(l2, 50);
        assertThat(instances.lines)
                .filteredOn(line -> line.contains("Redis "))
                .last()
                .asString()
                .isEqualTo("[tiercel] INFO Redis ready (master 127.0.0.1:" + newMaster.port() + ")");
    }

    @Test
    void hungMaster_isReplaced(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(bySentinels(redis));
        fill(l2, 1);
        RedisServer oldMaster = redis.master();
        oldMaster.hang();
        soon().until(() -> {
            at(l2, key(1));
            return !l2.isUsable();
        });
        soon().until(l2::isUsable);
        fill(l2, 1);
        soon().until(() -> redis.master().port() != oldMaster.port());
        assertThat(redis.master().get(key(1))).isNotNull();
    }

    @Test
    void noSentinel_changesNothing_andIsSaidOnce(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(bySentinels(redis));
        fill(l2, 1);
        redis.sentinels().forEach(RedisServer::kill);
        soon().until(() -> instances.lines.stream().anyMatch(line -> line.contains("No Sentinel answers")));
        fillAll(l2, 20);
        assertThat(instances.lines)
                .filteredOn(line -> line.contains("No Sentinel answers"))
                .singleElement()
                .asString()
                .contains("staying with the master");
    }

    @Test
    void withoutSentinels_theServersAreAsked(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(byAddresses(redis));
        fill(l2, 1);
        assertThat(redis.master().get(key(1))).isNotNull();
        assertThat(instances.lines).anyMatch(line -> line.contains("Redis topology: replicated (auto: "));
        RedisServer newMaster = redis.failover();
        soon().until(() -> {
            put(l2, key(2), new byte[1]);
            return newMaster.get(key(2)) != null;
        });
        assertThat(instances.lines)
                .filteredOn(line -> line.contains("Redis ready (master "))
                .last()
                .asString()
                .contains("127.0.0.1:" + newMaster.port());
        newMaster.kill();
        soon().until(() ->
                instances.lines.stream().anyMatch(line -> line.contains("WARN Redis unavailable (disconnected")));
    }

    @Test
    void replicasAnswerReads_butNotOfWhatWasJustDropped(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.read-from=replica"));
        fillAll(l2, 10);
        soon().until(() -> {
            at(l2, key(1));
            return redis.replicas().stream()
                            .mapToLong(each -> calls(each, "get"))
                            .sum()
                    > 0;
        });
        RedisServer master = redis.master();
        l2.drop(List.of(key(1)));
        long before = calls(master, "get");
        for (int i = 0; i < 50; i++) {
            assertThat(at(l2, key(1))).isNull();
        }
        assertThat(calls(master, "get")).isEqualTo(before + 50);
        // The others still come from the replicas.
        long ofOthers = calls(master, "get");
        for (int i = 0; i < 50; i++) {
            assertThat(at(l2, key(2))).isNotNull();
        }
        assertThat(calls(master, "get")).isEqualTo(ofOthers);
    }

    @Test
    void replicasAnswerManyKeys_butLeasesAreTheMasters(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.read-from=replica", "redis.deadline=30s"));
        fillAll(l2, 100);
        List<String> keys = IntStream.range(0, 100).mapToObj(Instances::key).toList();
        RedisServer master = redis.master();
        soon().until(() -> {
            long ofMaster = calls(master, "mget");
            boolean all = l2.getAll(keys).await().stream().allMatch(Reply.Value.class::isInstance);
            return all && calls(master, "mget") == ofMaster;
        });
        List<String> changed = keys.subList(10, 15);
        Lease change = Lease.forChange();
        l2.hold(changed.get(4), change, Entries.TTL);
        l2.replace(changed.get(4), change, new byte[] {7}, Entries.TTL);
        long ofMaster = calls(master, "mget");
        l2.getAll(keys).await();
        assertThat(calls(master, "mget")).isEqualTo(ofMaster + 1);
        l2.drop(changed.subList(0, 4));
        List<Reply> replies = l2.getAll(keys).await();
        assertThat(calls(master, "mget")).isEqualTo(ofMaster + 2);
        assertThat(replies.subList(10, 14)).containsOnly(Reply.NOTHING);
        assertThat(((Reply.Value) replies.get(14)).bytes()).containsExactly(7);
        assertThat(replies.subList(15, 100)).hasOnlyElementsOfType(Reply.Value.class);
        // A replica that lags has no word in it.
        for (int i = 0; i < 100; i++) {
            Lease lease = Lease.forLoad();
            assertThat(l2.lease(key(1_000), lease, Entries.TTL, null).await()).isEqualTo(Reply.GRANTED);
            assertThat(l2.lease(key(1_000), Lease.forLoad(), Entries.TTL, null).await())
                    .isEqualTo(Reply.LEASED);
            l2.release(key(1_000), lease);
        }
    }

    @Test
    void replicasAway_leaveReadsToTheMaster(ReplicatedRedis redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.read-from=replica"));
        fill(l2, 1);
        redis.replicas().forEach(RedisServer::kill);
        soon().until(() -> at(l2, key(1)) != null);
        fill(l2, 2);
    }

    @Test
    void nameOfTheMaster_isNotNeeded(ReplicatedRedis redis) {
        String uri = redis.uri();
        GuardedL2 l2 = instances.ready(Configs.byUrl(uri.substring(0, uri.indexOf('#'))));
        fill(l2, 1);
    }

    @Test
    void sentinelInPlaceOfARedis_isUnderstood(ReplicatedRedis redis) {
        RedisServer sentinel = redis.sentinels().get(0);
        GuardedL2 l2 = instances.ready(Configs.byUrl("redis://" + sentinel.host() + ":" + sentinel.port()));
        fill(l2, 1);
        assertThat(Stream.of(redis.master().get(key(1)))).doesNotContainNull();
    }
}
