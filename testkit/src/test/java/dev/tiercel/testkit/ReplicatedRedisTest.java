package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithRedis(value = RedisTopology.Kind.REPLICATED, password = "a \"b\\c@/ü")
class ReplicatedRedisTest {
    private static final Duration FAILOVER = Duration.ofSeconds(30);

    @AfterEach
    void healsToOneMasterWithTwoReplicas(ReplicatedRedis redis) {
        redis.heal();
        RedisServer master = redis.master();
        assertThat(role(master)).isEqualTo("master");
        assertThat(redis.replicas()).hasSize(2).allSatisfy(replica -> {
            assertThat(role(replica)).isEqualTo("slave");
            assertThat(Servers.info(replica, "replication", "master_link_status"))
                    .isEqualTo("up");
        });
        assertThat(redis.sentinels()).hasSize(3).allSatisfy(sentinel -> {
            assertThat(sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "mymaster"))
                    .isEqualTo(List.of("127.0.0.1", String.valueOf(master.port())));
            assertThat(String.valueOf(sentinel.command("SENTINEL", "CKQUORUM", "mymaster")))
                    .startsWith("OK 3 usable");
        });
    }

    @Test
    void startsWhole(ReplicatedRedis redis) {
        assertThat(redis.kind()).isEqualTo(RedisTopology.Kind.REPLICATED);
        assertThat(redis.nodes()).hasSize(3);
        assertThat(redis.uri())
                .isEqualTo(
                        "redis-sentinel://:a%%20%%22b%%5Cc%%40%%2F%%C3%%BC@127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d#mymaster"
                                .formatted(redis.sentinels().stream()
                                        .map(RedisServer::port)
                                        .toArray()));
        redis.master().command("SET", "k", "v");
        await().untilAsserted(() -> assertThat(redis.replicas())
                .allSatisfy(replica -> assertThat(replica.command("GET", "k")).isEqualTo("v")));
    }

    @Test
    void failover_planned(ReplicatedRedis redis) {
        RedisServer old = redis.master();
        redis.master().command("SET", "k", "v");

        RedisServer master = redis.failover();

        assertThat(master).isNotSameAs(old).isSameAs(redis.master());
        assertThat(role(old)).isEqualTo("slave");
        assertThat(master.command("GET", "k")).isEqualTo("v");
    }

    @Test
    void kill_ofTheMaster_makesAnother_andTheOldOneReturnsAsItsReplica(ReplicatedRedis redis) {
        RedisServer old = redis.master();

        old.kill();

        await().atMost(FAILOVER).until(() -> redis.master() != old);
        old.restart();
        await().atMost(FAILOVER).until(() -> role(old).equals("slave"));
    }

    @Test
    void hang_ofTheMaster_makesAnother(ReplicatedRedis redis) {
        RedisServer old = redis.master();
        old.hang();
        await().atMost(FAILOVER).until(() -> redis.master() != old);
    }

    @Test
    void everythingAtOnce(ReplicatedRedis redis) {
        List<RedisServer> replicas = redis.replicas();
        redis.master().kill();
        replicas.get(0).fillMemory();
        replicas.get(1).changePassword("other");
        redis.sentinels().get(0).kill();
        redis.sentinels().get(1).hang();
    }

    private static String role(RedisServer node) {
        return Servers.info(node, "replication", "role");
    }
}
