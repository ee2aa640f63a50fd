package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithRedis(value = RedisTopology.Kind.CLUSTER, password = "s3cret", config = "appendonly yes")
class ClusteredRedisTest {
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    @AfterEach
    void healsToThreePrimariesWithAReplicaEach(ClusteredRedis redis) {
        redis.heal();
        assertThat(redis.primaries()).doesNotHaveDuplicates().hasSize(3).allSatisfy(primary -> {
            assertThat(redis.replicasOf(primary)).singleElement().satisfies(replica -> assertThat(
                            Servers.follows(replica, primary))
                    .isTrue());
            assertThat(String.valueOf(primary.command("CLUSTER", "INFO"))).contains("cluster_state:ok");
        });
        redis.primaryOf("k").command("SET", "k", "v");
    }

    @Test
    void startsWhole(ClusteredRedis redis) {
        assertThat(redis.kind()).isEqualTo(RedisTopology.Kind.CLUSTER);
        assertThat(redis.nodes()).hasSize(6);
        assertThat(redis.uri())
                .isEqualTo("redis://:s3cret@127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d"
                        .formatted(redis.nodes().stream().map(RedisServer::port).toArray()));
        for (String key : new String[] {"a", "b", "c", "d"}) {
            RedisServer primary = redis.primaryOf(key);
            assertThat(primary.command("SET", key, "v")).isEqualTo("OK");
            assertThat(redis.primaries()).contains(primary);
        }
    }

    @Test
    void portsAreBelowThoseOfOutgoingConnections_alsoThoseOfTheBus(ClusteredRedis redis) {
        assertThat(redis.nodes()).allSatisfy(node -> {
            assertThat(node.port()).isLessThan(32_000);
            assertThat(Integer.parseInt(node.setting("cluster-port"))).isBetween(20_000, 31_999);
        });
    }

    @Test
    void failover_planned(ClusteredRedis redis) {
        RedisServer old = redis.primaryOf("k");
        old.command("SET", "k", "v");
        RedisServer replica = redis.replicasOf(old).get(0);

        assertThat(redis.failover(old)).isSameAs(replica).isSameAs(redis.primaryOf("k"));

        assertThat(redis.replicasOf(replica)).containsExactly(old);
        assertThat(replica.command("GET", "k")).isEqualTo("v");
        assertThatThrownBy(() -> old.command("GET", "k")).hasMessageContaining("MOVED");
        assertThatThrownBy(() -> redis.failover(old)).hasMessageContaining("is no primary");

        assertThat(redis.failover(replica)).isSameAs(old);
    }

    @Test
    void failover_ofADeadPrimary(ClusteredRedis redis) {
        RedisServer old = redis.primaryOf("k");
        RedisServer replica = redis.replicasOf(old).get(0);
        old.kill();
        assertThat(redis.failover(old)).isSameAs(replica).isSameAs(redis.primaryOf("k"));
    }

    @Test
    void kill_ofAPrimary_isAnsweredByItsReplica_andItReturnsAsReplica(ClusteredRedis redis) {
        RedisServer old = redis.primaryOf("k");
        RedisServer replica = redis.replicasOf(old).get(0);

        old.kill();
        assertThat(redis.primaryOf("k")).isSameAs(old);

        await().atMost(FAILOVER).until(() -> redis.primaryOf("k") == replica);
        old.restart();
        await().atMost(FAILOVER)
                .untilAsserted(() -> assertThat(redis.replicasOf(replica)).containsExactly(old));
    }

    @Test
    void hang_ofAPrimary_isAnsweredByItsReplica(ClusteredRedis redis) {
        RedisServer old = redis.primaryOf("k");
        old.hang();
        await().atMost(FAILOVER).until(() -> redis.primaryOf("k") != old);
    }

    @Test
    void restartWithData_ofAll(ClusteredRedis redis) {
        redis.primaryOf("k").command("SET", "k", "v");
        redis.nodes().forEach(RedisServer::kill);
        redis.nodes().forEach(RedisServer::restartWithData);
        redis.heal();
        assertThat(redis.primaryOf("k").command("GET", "k")).isEqualTo("v");
    }

    @Test
    void theMajorityOfThePrimariesGone(ClusteredRedis redis) {
        redis.primaries().forEach(RedisServer::kill);
    }
}
