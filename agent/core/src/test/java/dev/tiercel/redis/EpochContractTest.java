package dev.tiercel.redis;

import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What epochs promise over every topology, to two instances. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class EpochContractTest {
    private static final String HASH = "tiercel:c:~epochs";
    private static final Tags RED = Tags.of(List.of("red"));
    private static final String RED_FIELD = String.format("%016x", RED.id(0));

    @RegisterExtension
    final Instances instances = new Instances();

    private static CacheEpochs epochs(GuardedL2 l2) {
        return l2.epochs(HASH);
    }

    private static Stamps now(GuardedL2 l2) {
        return epochs(l2).now(RED).await();
    }

    /** As it is for an instance that has just started, or has missed something. */
    private static Stamps fresh(GuardedL2 l2) {
        l2.forgetEpochs();
        return now(l2);
    }

    @TestTemplate
    void stamps_areTheSameForAll(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps first = now(pair.one());
        assertThat(first.isKnown()).isTrue();
        assertThat(now(pair.other())).isEqualTo(first);
    }

    @TestTemplate
    void clear_outdatesWhatIsOlder_forWhoeverLooks(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps old = now(pair.one());
        now(pair.other());
        epochs(pair.one()).clear();
        assertThat(epochs(pair.one()).areCurrent(old)).isFalse();
        assertThat(fresh(pair.other())).isEqualTo(now(pair.one())).isNotEqualTo(old);
        assertThat(epochs(pair.other()).areCurrent(old)).isFalse();
    }

    @TestTemplate
    void tag_outdatesItsOwnOnly(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps red = now(pair.one());
        Stamps none = epochs(pair.one()).now(Tags.NONE).await();
        epochs(pair.other()).dropTag(RED.id(0));
        assertThat(fresh(pair.one())).isEqualTo(now(pair.other()));
        assertThat(epochs(pair.one()).areCurrent(red)).isFalse();
        assertThat(epochs(pair.one()).areCurrent(none)).isTrue();
    }

    @TestTemplate
    void news_areReadAtTheServer(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps old = now(pair.one());
        epochs(pair.other()).dropTag(RED.id(0));
        epochs(pair.one()).told(RED_FIELD, "00000000000000aa");
        assertThat(epochs(pair.one()).areCurrent(old)).isFalse();
        assertThat(now(pair.one())).isEqualTo(now(pair.other()));
    }

    @TestTemplate
    void lostHash_isANewEpoch(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps old = now(pair.one());
        pair.one().drop(List.of(HASH));
        Stamps fresh = fresh(pair.other());
        assertThat(fresh.isKnown()).isTrue();
        assertThat(fresh).isNotEqualTo(old);
    }

    @TestTemplate
    void pattern_dropsItsKeysEverywhere_butNoEpochs(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps stamps = now(pair.one());
        for (int i = 0; i < 30; i++) {
            Instances.fill(pair.one(), i);
        }
        assertThat(pair.one()
                        .dropMatching("tiercel:c:", "1*")
                        .toCompletableFuture()
                        .join())
                .isEqualTo(11);
        for (int i = 0; i < 30; i++) {
            boolean dropped = String.valueOf(i).startsWith("1");
            assertThat(Entries.at(pair.other(), Instances.key(i)) == null).isEqualTo(dropped);
        }
        pair.one().dropMatching("tiercel:c:", "*").toCompletableFuture().join();
        assertThat(fresh(pair.one())).isEqualTo(stamps);
    }

    @TestTemplate
    void clearDuringAnOutage_isWrittenAfterIt(RedisTopology redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.reconnect-max=20ms"));
        Stamps old = known(l2);
        redis.nodes().forEach(RedisServer::kill);
        soon().until(() -> !l2.isUsable());
        epochs(l2).clear();
        assertThat(epochs(l2).areCurrent(old)).isFalse();
        redis.heal();
        assertThat(known(l2).cache()).isNotEqualTo(old.cache());
        assertThat(epochs(l2).areCurrent(old)).isFalse();
    }

    private static Stamps known(GuardedL2 l2) {
        soon().until(() -> now(l2).isKnown());
        return now(l2);
    }

    @Test
    @WithRedis(Kind.STANDALONE)
    void fullServer_takesClearsAndTagsAllTheSame(RedisTopology redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        Stamps old = now(l2);
        RedisServer server = redis.nodes().get(0);
        server.configure("maxmemory", "1");
        epochs(l2).clear();
        assertThat(epochs(l2).areCurrent(old)).isFalse();
        Stamps cleared = now(l2);
        assertThat(cleared.isKnown()).isTrue();
        // There is no room for one more field: so all of them go.
        epochs(l2).dropTag(RED.id(0));
        assertThat(epochs(l2).areCurrent(cleared)).isFalse();
        assertThat(now(l2)).isEqualTo(Stamps.UNKNOWN);
        assertThat(server.command("EXISTS", HASH)).isEqualTo(0L);
        server.configure("maxmemory", "0");
        assertThat(now(l2).isKnown()).isTrue();
        assertThat(now(l2).cache()).isNotIn(old.cache(), cleared.cache());
    }

    @Test
    @WithRedis(Kind.STANDALONE)
    void serverRestartedWithOldData_isClearedAgain(RedisTopology redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri(), "redis.reconnect-max=20ms"));
        Stamps old = now(l2);
        RedisServer server = redis.nodes().get(0);
        Object stamp = server.command("HGET", HASH, "cache");
        epochs(l2).clear();
        server.command("HSET", HASH, "cache", String.valueOf(stamp));
        fresh(l2);
        soon().until(() -> !stamp.equals(server.command("HGET", HASH, "cache")));
        assertThat(epochs(l2).areCurrent(old)).isFalse();
    }

    @Test
    @WithRedis(Kind.STANDALONE)
    void otherTypeOfData_countsAsMissing_andGivesWayToAClear(RedisTopology redis) {
        GuardedL2 l2 = instances.ready(Configs.byUrl(redis.uri()));
        RedisServer server = redis.nodes().get(0);
        server.command("SET", HASH, "x");
        assertThat(now(l2)).isEqualTo(Stamps.UNKNOWN);
        assertThat(l2.isUsable()).isTrue();
        epochs(l2).clear();
        assertThat(now(l2).isKnown()).isTrue();
    }

    @Test
    @WithRedis(Kind.PROXIED)
    void nodesThatDisagree_areGivenAThirdStamp(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps old = now(pair.one());
        String third = "00000000000000aa";
        redis.nodes().get(0).command("HSET", HASH, "cache", third);
        Stamps fresh = fresh(pair.other());
        assertThat(fresh.cache()).isNotIn(old.cache(), 0xaaL, 0L);
        assertThat(redis.nodes()).allSatisfy(node -> assertThat(node.command("HGET", HASH, "cache"))
                .isEqualTo(String.format("%016x", fresh.cache())));
    }

    @Test
    @WithRedis(Kind.PROXIED)
    void nodesThatDisagreeAboutATag_loseThatTagOnly(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps old = now(pair.one());
        redis.nodes().get(1).command("HSET", HASH, RED_FIELD, "00000000000000aa");
        Stamps fresh = fresh(pair.other());
        assertThat(fresh.cache()).isEqualTo(old.cache());
        assertThat(fresh.ofTag(0)).isNotIn(0L, 0xaaL);
        assertThat(redis.nodes()).allSatisfy(node -> assertThat(node.command("HGET", HASH, RED_FIELD))
                .isEqualTo(String.format("%016x", fresh.ofTag(0))));
    }

    @Test
    @WithRedis(Kind.PROXIED)
    void nodeWithoutEpochs_getsThemFromTheOthers(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        epochs(pair.one()).dropTag(RED.id(0));
        Stamps stamps = now(pair.one());
        redis.nodes().get(0).command("DEL", HASH);
        assertThat(fresh(pair.other())).isEqualTo(stamps);
        soon().untilAsserted(() -> assertThat(redis.nodes().get(0).command("HGET", HASH, RED_FIELD))
                .isEqualTo(String.format("%016x", stamps.ofTag(0))));
    }

    /** It has missed the clear, and is not asked before it has lost what it knows. */
    @Test
    @WithRedis(Kind.PROXIED)
    void nodeThatMissedAClear_isNotBelieved(ProxiedRedis redis) {
        Pair pair = Pair.ready(instances, redis);
        Stamps old = now(pair.one());
        now(pair.other());
        RedisServer cut = redis.nodes().get(0);
        cut.command("ACL", "SETUSER", "default", "-eval");
        epochs(pair.one()).clear();
        assertThat(cut.command("HGET", HASH, "cache")).isEqualTo(String.format("%016x", old.cache()));
        assertThat(fresh(pair.one()).cache()).isNotEqualTo(old.cache());
        cut.command("ACL", "SETUSER", "default", "+eval");
        soon().until(() -> !String.format("%016x", old.cache()).equals(cut.command("HGET", HASH, "cache")));
        assertThat(fresh(pair.one()).cache()).isNotEqualTo(old.cache());
    }
}
