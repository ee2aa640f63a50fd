package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.TTL;
import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A load that began before a change never leaves its result in the shared tier: every order in which the steps of loads and
 * of a change on two instances can come, over every topology.
 */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class L2StaleSetTest {
    private static final byte OLD = 1;
    private static final byte NEW = 2;

    @RegisterExtension
    final Instances instances = new Instances();

    private String key = "";
    private byte database;

    /** A load, or a refresh of the entry that it finds, on one instance. */
    private final class Load {
        private final L2 l2;
        private byte @Nullable [] standing;
        private byte read;

        Load(L2 l2) {
            this.l2 = l2;
        }

        void lease() {
            Lease lease = Lease.forLoad();
            Reply reply = l2.lease(key, lease, TTL, null).await();
            standing = reply instanceof Reply.Granted ? lease.token() : null;
        }

        void find() {
            standing = at(l2, key);
        }

        void read() {
            read = database;
        }

        void fill() {
            if (standing != null) {
                l2.fill(key, standing, new byte[] {read}, TTL);
                l2.get(key).await(); // carried out by now
            }
        }

        List<Runnable> loading() {
            return List.of(this::lease, this::read, this::fill);
        }

        List<Runnable> refreshing() {
            return List.of(this::find, this::read, this::fill);
        }
    }

    /** A change on one instance. */
    private final class Change {
        private final L2 l2;
        private Lease lease = Lease.forChange();

        Change(L2 l2) {
            this.l2 = l2;
        }

        void hold() {
            lease = Lease.forChange();
            l2.hold(key, lease, TTL);
            l2.get(key).await(); // carried out by now
        }

        void write() {
            database = NEW;
        }

        void drop() {
            l2.drop(List.of(key));
        }

        void replace() {
            l2.replace(key, lease, new byte[] {NEW}, TTL);
        }

        List<Runnable> dropping() {
            return List.of(this::write, this::drop);
        }

        List<Runnable> replacing() {
            return List.of(this::hold, this::write, this::replace);
        }
    }

    /** Runs each order on a key of its own, and looks what both instances see at its end. */
    private void assertNeverStale(Pair pair, boolean isCached, List<List<Runnable>> threads) {
        int number = 0;
        int stored = 0;
        for (List<Runnable> order : Interleavings.of(threads)) {
            key = "tiercel:c:" + number++;
            database = OLD;
            if (isCached) {
                put(pair.one(), key, OLD);
            }
            order.forEach(Runnable::run);
            byte[] seen = at(pair.one(), key);
            assertThat(at(pair.other(), key)).isEqualTo(seen);
            if (seen != null) {
                assertThat(seen).as("order %d", number).containsExactly(NEW);
                stored++;
            }
        }
        assertThat(stored).as("orders that end with an entry").isPositive();
    }

    @TestTemplate
    void loadsAndADrop(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertNeverStale(
                pair,
                false,
                List.of(
                        new Load(pair.one()).loading(),
                        new Load(pair.other()).loading(),
                        new Change(pair.other()).dropping()));
    }

    @TestTemplate
    void loadsAndAReplacement(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertNeverStale(
                pair,
                false,
                List.of(
                        new Load(pair.one()).loading(),
                        new Load(pair.other()).loading(),
                        new Change(pair.one()).replacing()));
    }

    @TestTemplate
    void refreshesAndADrop(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertNeverStale(
                pair,
                true,
                List.of(
                        new Load(pair.one()).refreshing(),
                        new Load(pair.other()).loading(),
                        new Change(pair.other()).dropping()));
    }

    @TestTemplate
    void refreshesAndAReplacement(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertNeverStale(
                pair,
                true,
                List.of(
                        new Load(pair.one()).refreshing(),
                        new Load(pair.other()).refreshing(),
                        new Change(pair.other()).replacing()));
    }

    @TestTemplate
    void twoChanges(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertNeverStale(
                pair,
                false,
                List.of(
                        new Load(pair.one()).loading(),
                        new Change(pair.one()).replacing(),
                        new Change(pair.other()).dropping()));
    }
}
