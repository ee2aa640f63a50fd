package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.ReplicatedRedis;
import dev.tiercel.testkit.WithRedis;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Servers that are not what the configuration says: one clear line, and no more while it stays so. */
class BadTopologyTest {
    @AutoClose
    private final Rig rig = new Rig();

    private static String url(RedisServer server) {
        return "redis://127.0.0.1:" + server.port();
    }

    /** Told once, however often it is tried. */
    private RedisStore refused(String url, String reason, String... settings) {
        RedisConfig config = Rig.config(url, settings);
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        rig.awaitUnavailable(reason);
        if (!store.nodes().isEmpty()) {
            Rig.awaitAttempts(store, 3);
        }
        assertThat(at(l2, "tiercel:k")).isNull();
        assertThat(l2.isUsable()).isFalse();
        assertThat(rig.lines()).hasSize(1);
        return store;
    }

    @Test
    void clusterGivenAStandaloneServer_isSaid() {
        RedisServer server = rig.server();
        refused(
                url(server),
                "redis.topology is cluster, but 127.0.0.1:" + server.port()
                        + " is a standalone server: set it to standalone or auto",
                "redis.topology=cluster");
    }

    @Test
    void standaloneGivenAReplica_isSaid_andItServesOnceItIsMaster() {
        RedisServer master = rig.server();
        RedisServer server = rig.server();
        server.command("REPLICAOF", master.host(), String.valueOf(master.port()));
        RedisStore store = refused(
                url(server),
                "it is a replica, which takes no writes: set redis.topology to replicated or auto",
                "redis.topology=standalone");
        server.command("REPLICAOF", "NO", "ONE");
        Rig.soon().until(store::isUsable);
    }

    @Test
    void sentinelsNobodyListensAt_areSaidOnce_andTheLineNamesThem() {
        int port = RedisServer.freePort();
        L2 l2 = rig.l2("redis-sentinel://127.0.0.1:" + port);
        rig.awaitLine("WARN No Sentinel answers (127.0.0.1:" + port
                + ": connection refused) – answering from L1 and the database");
        assertThat(l2.isUsable()).isFalse();
        assertThat(rig.warnings()).hasSize(1);
    }

    @Test
    void sentinelThatIsAServer_isSaid() {
        RedisServer server = rig.server();
        L2 l2 = rig.l2("redis-sentinel://127.0.0.1:" + server.port());
        rig.awaitLine("WARN redis.sentinels: 127.0.0.1:" + server.port()
                + " is no Sentinel but a standalone server; name the Sentinels (their port is 26379 by default)");
        assertThat(l2.isUsable()).isFalse();
    }

    @Test
    void severalMastersWithoutAName_areNamed() {
        ReplicatedRedis redis = rig.closing(ReplicatedRedis.start());
        RedisServer sentinel = redis.sentinels().get(0);
        RedisServer other = rig.server();
        sentinel.command("SENTINEL", "MONITOR", "other", "127.0.0.1", String.valueOf(other.port()), "2");
        L2 l2 = rig.l2("redis-sentinel://127.0.0.1:" + sentinel.port());
        rig.awaitLine("WARN Sentinel 127.0.0.1:" + sentinel.port()
                + " watches several masters: set redis.sentinel-master to one of mymaster, other");
        assertThat(l2.isUsable()).isFalse();
        sentinel.command("SENTINEL", "REMOVE", "other");
        Rig.assertServes(l2);
        assertThat(rig.warnings()).hasSize(1);
    }

    @Nested
    @WithRedis(Kind.REPLICATED)
    class Replicated {
        @Test
        void standaloneGivenASentinel_isSaid(ReplicatedRedis redis) {
            refused(
                    url(redis.sentinels().get(0)),
                    "it is a Sentinel: name it in redis.sentinels, or set redis.topology to auto",
                    "redis.topology=standalone");
        }

        @Test
        void autoGivenASentinel_followsItsMaster(ReplicatedRedis redis) {
            L2 l2 = rig.l2(url(redis.sentinels().get(0)));
            Rig.assertServes(l2);
            assertThat(rig.warnings()).isEmpty();
        }

        @Test
        void unknownMaster_isSaid_andTakenOnceItIsKnown(ReplicatedRedis redis) {
            RedisServer sentinel = redis.sentinels().get(0);
            RedisServer master = redis.master();
            L2 l2 = rig.l2("redis-sentinel://127.0.0.1:" + sentinel.port() + "#mycache");
            rig.awaitLine("WARN Sentinel 127.0.0.1:" + sentinel.port()
                    + " watches no master named mycache: set redis.sentinel-master to a name it knows (SENTINEL"
                    + " MASTERS lists them)");
            assertThat(l2.isUsable()).isFalse();
            sentinel.command("SENTINEL", "MONITOR", "mycache", "127.0.0.1", String.valueOf(master.port()), "2");
            Rig.assertServes(l2);
            assertThat(rig.warnings()).hasSize(1);
            sentinel.command("SENTINEL", "REMOVE", "mycache");
        }
    }

    @Nested
    @WithRedis(Kind.CLUSTER)
    class Cluster {
        @Test
        void standaloneGivenANodeOfACluster_isSaid(ClusteredRedis redis) {
            refused(
                    url(redis.nodes().get(0)),
                    "it is a node of a cluster: set redis.topology to cluster or auto",
                    "redis.topology=standalone");
        }

        @Test
        void autoGivenANodeOfACluster_usesItAll(ClusteredRedis redis) {
            L2 l2 = rig.l2(url(redis.nodes().get(0)));
            Rig.assertServes(l2);
            assertThat(rig.warnings()).isEmpty();
        }
    }

    @Nested
    @WithRedis(Kind.PROXIED)
    class Proxied {
        @Test
        void standaloneGivenAProxy_isWarnedOfOnce(ProxiedRedis redis) {
            L2 l2 = rig.l2(redis.uri(), "redis.topology=standalone");
            String address = redis.proxy().host() + ":" + redis.proxy().port();
            rig.awaitLine("WARN redis.topology is standalone, but connections to " + address
                    + " reach different servers, as behind a proxy over independent nodes: invalidations miss all but"
                    + " one of them; set redis.topology to proxied or auto");
            Rig.assertServes(l2);
            assertThat(rig.warnings()).hasSize(1);
        }

        @Test
        void proxyWithOneNode_isStandalone_untilTheOtherComes(ProxiedRedis redis) {
            redis.proxy().maint(redis.nodes().get(1));
            L2 l2 = rig.l2(redis.uri());
            Rig.assertServes(l2);
            rig.awaitLine("INFO Redis topology: standalone (auto: the server is a master, and every connection reaches"
                    + " it)");
            redis.proxy().ready(redis.nodes().get(1));
            String address = redis.proxy().host() + ":" + redis.proxy().port();
            rig.awaitLine(
                    "INFO Redis topology: proxied (auto: connections to " + address + " reach different servers)");
            Rig.assertServes(l2);
            assertThat(rig.warnings()).isEmpty();
        }

        @Test
        void proxyWhoseOtherNodeAnotherClientAlwaysMeets_isFound(ProxiedRedis redis) throws IOException {
            RedisServer hidden = redis.nodes().get(1);
            redis.proxy().maint(hidden);
            rig.l2(redis.uri());
            rig.awaitLine("INFO Redis topology: standalone (auto: the server is a master, and every connection reaches"
                    + " it)");
            redis.proxy().ready(hidden);
            meet(redis, hidden);
            long met = redis.proxy().connections(hidden);
            long all = connections(redis);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (rig.lines().stream().noneMatch(line -> line.contains("INFO Redis topology: proxied (auto: "))) {
                assertThat(System.nanoTime()).as("until it is found").isLessThan(deadline);
                if (connections(redis) > all) {
                    if (redis.proxy().connections(hidden) == met) {
                        meet(redis, hidden);
                    }
                    met = redis.proxy().connections(hidden);
                    all = connections(redis);
                }
            }
        }

        /** Connects as another instance does, until that was to the node: the next connection goes to the other one. */
        private static void meet(ProxiedRedis redis, RedisServer node) throws IOException {
            long before = redis.proxy().connections(node);
            while (redis.proxy().connections(node) == before) {
                long all = connections(redis);
                new Socket(redis.proxy().host(), redis.proxy().port()).close();
                Rig.soon().until(() -> connections(redis) > all);
            }
        }

        private static long connections(ProxiedRedis redis) {
            return redis.nodes().stream().mapToLong(redis.proxy()::connections).sum();
        }

        @Test
        void proxyWithoutANode_isSaid_andServesWhenOneComes(ProxiedRedis redis) {
            redis.nodes().forEach(redis.proxy()::maint);
            L2 l2 = rig.l2(redis.uri());
            rig.awaitUnavailable(
                    "disconnected at once; is it a proxy without a server, or does it want TLS (redis.tls)?");
            redis.nodes().forEach(redis.proxy()::ready);
            Rig.assertServes(l2);
            assertThat(rig.warnings()).hasSize(1);
        }
    }
}
