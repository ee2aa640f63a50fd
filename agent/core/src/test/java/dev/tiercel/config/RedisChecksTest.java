package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisChecksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster|sentinels: s|redis.sentinels|Sentinels watch replicated servers only",
                "standalone|sentinels: s|redis.sentinels|Sentinels watch replicated servers only",
                "proxied|sentinels: s|redis.sentinels|Sentinels watch replicated servers only",
                "standalone|nodes: 'a,b'|redis.nodes|standalone is one server",
                "cluster|database: 1|redis.database|a cluster has database 0 only",
                "standalone|expected-nodes: 2|redis.expected-nodes|it counts servers behind a proxy",
                "replicated|expected-nodes: 2|redis.expected-nodes|it counts servers behind a proxy",
                "cluster|expected-nodes: 2|redis.expected-nodes|it counts servers behind a proxy",
                "cluster|proxy-stats: 'http://p'|redis.proxy-stats|only the servers of a proxy are counted there",
            })
    void settingThatDoesNotFitTheTopology_isAnError(String topology, String setting, String key, String reason) {
        assertThat(Sources.none()
                        .property("tiercel.redis.topology", topology)
                        .yaml("redis: {" + setting + "}")
                        .error())
                .startsWith(key + " = ")
                .endsWith(
                        ") and redis.topology = " + topology + " (system property tiercel.redis.topology) do not fit: "
                                + reason + "; change one of the two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topology: replicated, sentinels: s",
                "topology: replicated, nodes: a",
                "topology: replicated, host: a, read-from: replica",
                "topology: cluster, nodes: 'a,b', read-from: replica",
                "topology: proxied, nodes: a, expected-nodes: 3, proxy-stats: 'http://p'",
                "topology: standalone, database: 1",
                "sentinels: s, database: 1",
                "expected-nodes: 1000, proxy-stats: 'https://p'",
                "socket: /s",
            })
    void settingsThatFit_areSilent(String settings) {
        assertThat(Sources.none().yaml("redis: {" + settings + "}").config()).isNotNull();
    }

    @Test
    void tlsOverASocket_isAnError() {
        assertThat(Sources.none().argument("redis.socket=/s,redis.tls=true").error())
                .isEqualTo("redis.socket = /s (agent argument) and redis.tls = true (agent argument) do not fit:"
                        + " there is no TLS over a socket; change one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standalone", "proxied"})
    void readsFromReplicasThatThereAreNot_warn(String topology) {
        assertThat(Sources.none()
                        .argument("redis.read-from=replica,redis.topology=" + topology)
                        .warning())
                .isEqualTo("redis.read-from = replica (agent argument) does nothing with redis.topology = " + topology
                        + " (agent argument): there are no replicas");
    }

    @Test
    void masterWithoutSentinels_warns() {
        assertThat(Sources.none().argument("redis.sentinel-master=shop").warning())
                .isEqualTo("redis.sentinel-master = shop (agent argument) is not used, for redis.sentinels is not set");
    }

    @Test
    void leaseNotLongerThanThreeHeartbeats_isRepaired() {
        Sources sources = Sources.none().argument("redis.heartbeat=20s");

        assertThat(sources.warning())
                .isEqualTo("redis.fence-lease = 1m (default) has to be longer than three times redis.heartbeat = 20s"
                        + " (agent argument); 80s is used");
        assertThat(sources.read().config().redis().times().fenceLease()).isEqualTo(Duration.ofSeconds(80));
        assertThat(Sources.none()
                        .argument("redis.heartbeat=20s,redis.fence-lease=60001ms")
                        .config()
                        .redis()
                        .times()
                        .fenceLease())
                .isEqualTo(Duration.ofMillis(60_001));
    }

    @Test
    void withoutRedis_nothingHasToFit() {
        assertThat(Sources.none()
                        .argument("redis.enabled=false,redis.topology=cluster,redis.database=1,redis.sentinels=s")
                        .config())
                .isNotNull();
    }
}
