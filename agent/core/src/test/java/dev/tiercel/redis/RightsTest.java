package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.ReplicatedRedis;
import dev.tiercel.testkit.WithRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights that a user of ours needs (ACL), and what is said of each that it lacks. */
class RightsTest {
    private static final List<String> COMMON = List.of(
            "+get",
            "+mget",
            "+set",
            "+unlink",
            "+scan",
            "+hgetall",
            "+hmget",
            "+hset",
            "+hsetnx",
            "+hlen",
            "+eval",
            "+ping",
            "+time",
            "+info",
            "+role",
            "+client|id",
            "+client|kill",
            "+publish",
            "+subscribe");

    @AutoClose
    private final Rig rig = new Rig();

    private static void grant(RedisServer server, List<String> rights) {
        server.command("ACL", "SETUSER", "app", "reset", "on", ">own", "~tiercel:*", "&tiercel:*");
        for (String right : rights) {
            server.command("ACL", "SETUSER", "app", right);
        }
    }

    private static List<String> rights(RedisTopology redis) {
        List<String> rights = new ArrayList<>(COMMON);
        if (redis instanceof ClusteredRedis) {
            rights.addAll(List.of("+cluster|nodes", "+asking"));
        } else if (redis instanceof ProxiedRedis) {
            rights.add("+pexpire");
        }
        return rights;
    }

    private static String withUser(String url) {
        return url.replace("://", "://app:own@");
    }

    private L2 l2(RedisServer server, String missing) {
        grant(server, COMMON.stream().filter(each -> !each.equals(missing)).toList());
        return rig.l2(withUser(server.uri()), "redis.topology=standalone");
    }

    private static void assertClears(L2 l2) {
        put(l2, "tiercel:a:1", new byte[] {1});
        Rig.soon().until(() -> at(l2, "tiercel:a:1") != null);
        l2.dropMatching("tiercel:a:", "*").toCompletableFuture().join();
        assertThat(at(l2, "tiercel:a:1")).isNull();
        CacheEpochs epochs = l2.epochs("tiercel:a:~epochs");
        Rig.soon().until(() -> epochs.now(Tags.NONE).await().isKnown());
        Stamps before = epochs.now(Tags.NONE).await();
        epochs.dropTag(1);
        epochs.clear();
        assertThat(epochs.now(Tags.of(1, 2)).await().isKnown()).isTrue();
        assertThat(epochs.areCurrent(before)).isFalse();
        epochs.told("0000000000000001", "00000000000000aa");
        assertThat(epochs.now(Tags.of(1, 2)).await().isKnown()).isTrue();
    }

    @TestTemplate
    @WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
    void documentedRights_areEnough(RedisTopology redis) {
        redis.nodes().forEach(node -> grant(node, rights(redis)));
        L2 l2 = rig.l2(withUser(redis.uri()));
        Rig.assertServes(l2);
        assertClears(l2);
        redis.nodes().forEach(RedisServer::cutConnections);
        Rig.assertServes(l2);
        assertThat(rig.warnings()).noneMatch(line -> line.contains("NOPERM"));
    }

    @Test
    void rightsForSentinel_areEnough() {
        ReplicatedRedis redis = rig.closing(ReplicatedRedis.start());
        List<String> sentinels = new ArrayList<>();
        for (RedisServer each : redis.sentinels()) {
            each.command(
                    "ACL",
                    "SETUSER",
                    "watch",
                    "reset",
                    "on",
                    ">own",
                    "&+switch-master",
                    "&+promoted-slave",
                    "&+selected-slave");
            for (String right : List.of(
                    "+subscribe",
                    "+sentinel|masters",
                    "+sentinel|master",
                    "+sentinel|get-master-addr-by-name",
                    "+sentinel|replicas",
                    "+ping",
                    "+info")) {
                each.command("ACL", "SETUSER", "watch", right);
            }
            sentinels.add(each.host() + ":" + each.port());
        }
        L2 l2 = rig.l2(
                "redis-sentinel://" + String.join(",", sentinels),
                "redis.sentinel-username=watch",
                "redis.sentinel-password=own",
                "redis.read-from=replica");
        Rig.assertServes(l2);
        assertThat(rig.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+ping", "+time"})
    void withoutAProbe_itStaysUnused(String missing) {
        RedisServer server = rig.server();
        L2 l2 = l2(server, missing);
        rig.awaitUnavailable("NOPERM: grant " + missing);
        assertThat(l2.isUsable()).isFalse();
        server.command("ACL", "SETUSER", "app", missing);
        Rig.assertServes(l2);
        assertThat(rig.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+get", "+mget", "+set", "+unlink", "+scan", "+eval"})
    void withoutOneCommand_itIsNamed(String missing) {
        RedisServer server = rig.server();
        L2 l2 = l2(server, missing);
        Rig.soon().until(l2::isUsable);
        String line = "WARN Redis at 127.0.0.1:" + server.port() + " refuses "
                + missing.substring(1).toUpperCase(Locale.ROOT) + " to this user (NOPERM): grant " + missing;
        Rig.soon().untilAsserted(() -> {
            put(l2, "tiercel:k", new byte[] {1});
            at(l2, "tiercel:k");
            l2.getAll(List.of("tiercel:k")).await();
            l2.hold("tiercel:held", Lease.forChange(), Rig.TTL);
            l2.drop(List.of("tiercel:k"));
            l2.dropMatching("tiercel:c:", "*");
            assertThat(rig.lines()).contains("[tiercel] " + line);
        });
        assertThat(l2.isUsable()).isTrue();
        server.command("ACL", "SETUSER", "app", missing);
        Rig.assertServes(l2);
    }

    @Test
    void withoutScripts_nothingIsStored_andTheRestWorks() {
        RedisServer server = rig.server();
        L2 l2 = l2(server, "+eval");
        Rig.soon().until(l2::isUsable);
        server.set("tiercel:k", new byte[] {1});
        Lease lease = Lease.forLoad();
        assertThat(l2.lease("tiercel:new", lease, Rig.TTL, null).await()).isEqualTo(Reply.AWAY);
        l2.fill("tiercel:new", lease.token(), new byte[] {2}, Rig.TTL);
        l2.fill("tiercel:k", new byte[] {1}, new byte[] {2}, Rig.TTL);
        assertThat(at(l2, "tiercel:k")).containsExactly(1);
        assertThat(server.get("tiercel:new")).isNull();
        rig.awaitLine("WARN Redis at 127.0.0.1:" + server.port() + " refuses EVAL to this user (NOPERM): grant +eval");
        // Whether it may replace a value or not: the old one has to go.
        l2.replace("tiercel:k", lease, new byte[] {2}, Rig.TTL);
        assertThat(at(l2, "tiercel:k")).isNull();
        Rig.soon().until(() -> server.get("tiercel:k") == null);
        assertThat(rig.warnings()).filteredOn(line -> line.contains("refuses")).hasSize(1);
    }

    @Test
    void withoutACommandInScripts_allOfThemAreNamed() {
        RedisServer server = rig.server();
        L2 l2 = l2(server, "+mget");
        Rig.soon().until(l2::isUsable);
        assertThat(l2.lease("tiercel:k", Lease.forLoad(), Rig.TTL, null).await())
                .isEqualTo(Reply.AWAY);
        rig.awaitLine(
                "WARN Redis at 127.0.0.1:" + server.port()
                        + " refuses a command in our scripts to this user (NOPERM): grant +mget +set +unlink +hset +hlen +publish");
        assertThat(l2.isUsable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+hgetall", "+hsetnx"})
    void withoutOneCommandOfEpochs_itIsNamed_andNothingIsKnown(String missing) {
        RedisServer server = rig.server();
        L2 l2 = l2(server, missing);
        Rig.soon().until(l2::isUsable);
        CacheEpochs epochs = l2.epochs("tiercel:c:~epochs");
        assertThat(epochs.now(Tags.NONE).await()).isEqualTo(Stamps.UNKNOWN);
        rig.awaitLine("WARN Redis at 127.0.0.1:" + server.port() + " refuses "
                + missing.substring(1).toUpperCase(Locale.ROOT) + " to this user (NOPERM): grant " + missing);
        server.command("ACL", "SETUSER", "app", missing);
        assertThat(epochs.now(Tags.NONE).await().isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+info", "+role", "+client|id"})
    void withoutAGreeting_itServesAndNamesIt(String missing) {
        RedisServer server = rig.server();
        Rig.assertServes(l2(server, missing));
        rig.awaitLine("WARN Redis at 127.0.0.1:" + server.port() + " refuses "
                + missing.substring(1).toUpperCase(Locale.ROOT) + " to this user (NOPERM): grant " + missing);
        server.cutConnections();
        Rig.soon()
                .until(() -> rig.lines().stream()
                                .filter(line -> line.contains("INFO Redis ready"))
                                .count()
                        == 2);
        assertThat(rig.warnings()).filteredOn(line -> line.contains("NOPERM")).hasSize(1);
    }

    @Test
    void sentinelThatRefusesItsChannels_isAskedAllTheSame() {
        ReplicatedRedis redis = rig.closing(ReplicatedRedis.start());
        for (RedisServer each : redis.sentinels()) {
            each.command("ACL", "SETUSER", "watch", "reset", "on", ">own", "+@all", "resetchannels");
        }
        L2 l2 = rig.l2(redis.uri(), "redis.sentinel-username=watch", "redis.sentinel-password=own");
        Rig.assertServes(l2);
        assertThat(rig.warnings())
                .singleElement()
                .asString()
                .contains("grant +subscribe &+switch-master &+promoted-slave");
    }

    /** Nothing is published then, and what is dropped is dropped all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"+publish", "&tiercel:*"})
    void withoutMessages_dropsWork(String missing) {
        RedisServer server = rig.server();
        grant(server, COMMON.stream().filter(each -> !each.equals(missing)).toList());
        if (missing.startsWith("&")) {
            server.command("ACL", "SETUSER", "app", "resetchannels");
        }
        L2 l2 = rig.l2(withUser(server.uri()), "redis.topology=standalone");
        Rig.assertServes(l2);
        put(l2, "tiercel:a:1", new byte[] {1});
        Rig.soon().until(() -> server.get("tiercel:a:1") != null);
        l2.drop(List.of("tiercel:a:1"));
        assertThat(server.get("tiercel:a:1")).isNull();
        Rig.soon().until(() -> rig.warnings().stream().anyMatch(line -> line.contains("(NOPERM): grant " + missing)));
    }

    @Test
    void withoutSubscribe_itIsNamed() {
        RedisServer server = rig.server();
        Rig.assertServes(l2(server, "+subscribe"));
        rig.awaitLine(
                "WARN Redis refuses this user to listen (NOPERM): grant +subscribe &tiercel:*; until then L1 does not hear what"
                        + " other instances drop");
    }

    @Test
    void withoutTheEndOfConnections_itIsNamedAtTheSecond() {
        RedisServer server = rig.server();
        L2 l2 = l2(server, "+client|kill");
        Rig.assertServes(l2);
        assertThat(rig.warnings()).isEmpty();
        server.cutConnections();
        rig.awaitLine("WARN Redis at 127.0.0.1:" + server.port()
                + " refuses CLIENT|KILL to this user (NOPERM): grant +client|kill");
        Rig.assertServes(l2);
    }

    @Test
    void otherKeys_areNamedByOurPrefix() {
        RedisServer server = rig.server();
        server.command("ACL", "SETUSER", "app", "on", ">own", "~other:*", "+@all");
        L2 l2 = rig.l2(withUser(server.uri()));
        Rig.soon().until(l2::isUsable);
        assertThat(at(l2, "tiercel:k")).isNull();
        rig.awaitLine("WARN Redis at 127.0.0.1:" + server.port()
                + " refuses our keys to this user (NOPERM): grant ~tiercel:*");
        assertThat(l2.isUsable()).isTrue();
    }

    @Test
    void otherDatabase_needsSelect() {
        RedisServer server = rig.server();
        L2 l2 = l2(server, "");
        Rig.assertServes(l2);
        L2 second = rig.l2(withUser(server.uri()) + "/1", "redis.topology=standalone");
        rig.awaitUnavailable("NOPERM: grant +select");
        server.command("ACL", "SETUSER", "app", "+select");
        Rig.assertServes(second);
    }

    @Test
    @WithRedis(Kind.PROXIED)
    void withoutScripts_aProxiedNodeIsNotUsed_andTheRightIsNamed(ProxiedRedis redis) {
        redis.nodes()
                .forEach(node -> grant(
                        node,
                        COMMON.stream().filter(each -> !each.equals("+eval")).toList()));
        L2 l2 = rig.l2(withUser(redis.uri()));
        Rig.soon().untilAsserted(() -> assertThat(rig.warnings())
                .anyMatch(line -> line.contains("refuses EVAL to this user (NOPERM): grant +eval")));
        put(l2, "tiercel:k", new byte[] {1});
        assertThat(at(l2, "tiercel:k")).isNull();
    }

    @Test
    @WithRedis(Kind.CLUSTER)
    void withoutSlots_aClusterIsNotUsed_andTheRightIsNamed(ClusteredRedis redis) {
        redis.nodes().forEach(node -> grant(node, COMMON));
        L2 l2 = rig.l2(withUser(redis.uri()));
        rig.awaitLine("WARN Redis refuses CLUSTER NODES to this user (NOPERM): grant +cluster|nodes");
        redis.nodes().forEach(node -> node.command("ACL", "SETUSER", "app", "+cluster|nodes"));
        Rig.assertServes(l2);
    }
}
