package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.TTL;
import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static dev.tiercel.redis.Instances.key;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What leases promise over every topology, to two instances. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class LeaseContractTest {
    private static final String KEY = key(7);
    private static final byte[] OLD = {1, 2, 3};
    private static final byte[] NEW = {4, 5};

    @RegisterExtension
    final Instances instances = new Instances();

    private final Lease lease = Lease.forLoad();

    private static Reply ask(L2 l2, Lease lease) {
        return l2.lease(KEY, lease, TTL, null).await();
    }

    private static Reply now(L2 l2) {
        return l2.get(KEY).await();
    }

    @TestTemplate
    void lease_isGrantedToOneOfMany(RedisTopology redis) throws Exception {
        Pair pair = Pair.ready(instances, redis);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int i = 0; i < 20; i++) {
                String key = key(i);
                CountDownLatch start = new CountDownLatch(1);
                List<CompletableFuture<Reply>> replies = new ArrayList<>();
                for (int each = 0; each < 16; each++) {
                    L2 l2 = each % 2 == 0 ? pair.one() : pair.other();
                    replies.add(CompletableFuture.supplyAsync(
                            () -> {
                                awaitQuietly(start);
                                return l2.lease(key, Lease.forLoad(), TTL, null).await();
                            },
                            threads));
                }
                start.countDown();
                assertThat(replies)
                        .extracting(CompletableFuture::join)
                        .containsOnlyOnce(Reply.GRANTED)
                        .containsOnly(Reply.GRANTED, Reply.LEASED);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @TestTemplate
    void fill_needsItsLease_andUsesItUp(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
        assertThat(ask(pair.one(), lease)).isEqualTo(Reply.GRANTED);
        assertThat(now(pair.other())).isEqualTo(Reply.LEASED);
        pair.one().fill(KEY, Lease.forLoad().token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.LEASED);
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
        pair.one().fill(KEY, lease.token(), NEW, TTL);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
        assertThat(at(pair.other(), KEY)).isEqualTo(OLD);
        assertThat(ask(pair.other(), Lease.forLoad())).isInstanceOf(Reply.Value.class);
    }

    @TestTemplate
    void drop_voidsALease(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertThat(ask(pair.one(), lease)).isEqualTo(Reply.GRANTED);
        pair.other().drop(List.of(KEY));
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
        // Nor under somebody else's that came after it.
        assertThat(ask(pair.other(), Lease.forLoad())).isEqualTo(Reply.GRANTED);
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.LEASED);
    }

    @TestTemplate
    void dropOfAPattern_voidsALease(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertThat(ask(pair.one(), lease)).isEqualTo(Reply.GRANTED);
        pair.other().dropMatching("tiercel:c:", "*").toCompletableFuture().join();
        soon().until(() -> now(pair.other()).equals(Reply.NOTHING));
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
    }

    @TestTemplate
    void uselessBytes_giveWayToALease_othersDoNot(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        put(pair.one(), KEY, OLD);
        soon().until(() -> at(pair.other(), KEY) != null);
        Reply reply = pair.other().lease(KEY, lease, TTL, NEW).await();
        assertThat(reply).isInstanceOf(Reply.Value.class);
        assertThat(((Reply.Value) reply).bytes()).isEqualTo(OLD);
        assertThat(pair.other().lease(KEY, lease, TTL, OLD).await()).isEqualTo(Reply.GRANTED);
        assertThat(now(pair.one())).isEqualTo(Reply.LEASED);
        // A lease never gives way, whatever is said to be of no use.
        assertThat(pair.one().lease(KEY, Lease.forLoad(), TTL, OLD).await()).isEqualTo(Reply.LEASED);
        pair.other().fill(KEY, lease.token(), NEW, TTL);
        assertThat(at(pair.other(), KEY)).isEqualTo(NEW);
    }

    @TestTemplate
    void refresh_losesAgainstADropAndAgainstAnother(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        put(pair.one(), KEY, OLD);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
        pair.other().fill(KEY, OLD, new byte[] {9}, TTL);
        assertThat(at(pair.other(), KEY)).containsExactly(9);
        pair.one().fill(KEY, OLD, NEW, TTL);
        assertThat(at(pair.one(), KEY)).containsExactly(9);
        pair.other().drop(List.of(KEY));
        pair.one().fill(KEY, new byte[] {9}, NEW, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
    }

    @TestTemplate
    void entriesOfEveryLength_areComparedAsAWhole(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        for (int length : new int[] {0, 1, 19, 27, 35, 40, 41, 100_000}) {
            byte[] entry = new byte[length];
            byte[] longer = new byte[length + 1];
            pair.one().drop(List.of(KEY));
            put(pair.one(), KEY, entry);
            pair.one().fill(KEY, longer, NEW, TTL);
            assertThat(at(pair.one(), KEY)).isEqualTo(entry);
            pair.one().fill(KEY, entry, NEW, TTL);
            assertThat(at(pair.one(), KEY)).isEqualTo(NEW);
        }
    }

    @TestTemplate
    void hold_voidsOtherLeases_andKeepsOthersOut(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertThat(ask(pair.one(), lease)).isEqualTo(Reply.GRANTED);
        Lease change = Lease.forChange();
        pair.other().hold(KEY, change, TTL);
        assertThat(now(pair.other())).isEqualTo(Reply.HELD);
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.HELD);
        assertThat(ask(pair.one(), Lease.forLoad())).isEqualTo(Reply.HELD);
        pair.other().replace(KEY, change, NEW, TTL);
        assertThat(at(pair.one(), KEY)).isEqualTo(NEW);
    }

    @TestTemplate
    void hold_takesTheEntryAway(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        put(pair.one(), KEY, OLD);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
        pair.other().hold(KEY, Lease.forChange(), TTL);
        assertThat(now(pair.other())).isEqualTo(Reply.HELD);
        assertThat(now(pair.one())).isEqualTo(Reply.HELD);
    }

    @TestTemplate
    void replaceAfterAForeignChange_drops(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Lease change = Lease.forChange();
        pair.one().hold(KEY, change, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.HELD);
        pair.other().drop(List.of(KEY));
        pair.one().replace(KEY, change, NEW, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
        // Whatever came in its place.
        pair.one().hold(KEY, change, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.HELD);
        pair.other().drop(List.of(KEY));
        put(pair.other(), KEY, OLD);
        assertThat(at(pair.other(), KEY)).isEqualTo(OLD);
        pair.one().replace(KEY, change, NEW, TTL);
        assertThat(now(pair.other())).isEqualTo(Reply.NOTHING);
    }

    @TestTemplate
    void release_isTheOwnersAlone(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        assertThat(ask(pair.one(), lease)).isEqualTo(Reply.GRANTED);
        pair.other().release(KEY, Lease.forLoad());
        assertThat(now(pair.other())).isEqualTo(Reply.LEASED);
        pair.one().release(KEY, lease);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
        put(pair.one(), KEY, OLD);
        pair.one().release(KEY, lease);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
    }

    @TestTemplate
    void leaseThatHasExpired_isVoid_andSoIsAnEntry(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        Duration shortly = Duration.ofMillis(20);
        assertThat(pair.one().lease(KEY, lease, shortly, null).await()).isEqualTo(Reply.GRANTED);
        soon().until(() -> now(pair.other()).equals(Reply.NOTHING));
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
        Lease next = Lease.forLoad();
        assertThat(ask(pair.other(), next)).isEqualTo(Reply.GRANTED);
        pair.other().fill(KEY, next.token(), NEW, shortly);
        soon().until(() -> now(pair.other()).equals(Reply.NOTHING));
        Lease change = Lease.forChange();
        pair.one().hold(KEY, change, shortly);
        soon().until(() -> now(pair.one()).equals(Reply.NOTHING));
        pair.one().replace(KEY, change, NEW, TTL);
        assertThat(now(pair.one())).isEqualTo(Reply.NOTHING);
    }

    @TestTemplate
    void manyKeys_keepTheirOrder_eachForItself(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        List<String> keys = IntStream.range(0, 1_000).mapToObj(Instances::key).toList();
        Lease load = Lease.forLoad();
        for (int i = 0; i < keys.size(); i++) {
            switch (i % 4) {
                case 0 -> put(pair.one(), keys.get(i), (byte) i, (byte) (i >> 8));
                case 1 -> pair.one().lease(keys.get(i), load, TTL, null).await();
                case 2 -> pair.one().hold(keys.get(i), Lease.forChange(), TTL);
                default -> {} // nothing
            }
        }
        pair.one().get(keys.get(998)).await();
        pair.one().getAll(keys).await();
        List<Reply> replies = pair.other().getAll(keys).await();
        assertThat(replies).hasSize(1_000);
        for (int i = 0; i < keys.size(); i++) {
            switch (i % 4) {
                case 0 -> assertThat(((Reply.Value) replies.get(i)).bytes()).containsExactly(i, i >> 8);
                case 1 -> assertThat(replies.get(i)).isEqualTo(Reply.LEASED);
                case 2 -> assertThat(replies.get(i)).isEqualTo(Reply.HELD);
                default -> assertThat(replies.get(i)).isEqualTo(Reply.NOTHING);
            }
        }
    }

    @TestTemplate
    void manyKeys_areAskedForInOneCommandOfEachServer(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        List<String> keys = IntStream.range(0, 1_000).mapToObj(Instances::key).toList();
        long commands =
                switch (redis.kind()) {
                    case STANDALONE, REPLICATED -> 1;
                    case CLUSTER ->
                        keys.stream().map(SlotHash::getSlot).distinct().count();
                    case PROXIED -> redis.nodes().size();
                };
        long mgets = calls(redis, "mget");
        long gets = calls(redis, "get");
        assertThat(pair.one().getAll(keys).await()).hasSize(1_000).containsOnly(Reply.NOTHING);
        assertThat(calls(redis, "mget") - mgets).isEqualTo(commands);
        if (redis.kind() != Kind.PROXIED) { // where fences are renewed by a GET
            assertThat(calls(redis, "get") - gets).isZero();
        }
    }

    @TestTemplate
    void oneKey_isAskedForInOneCommand(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        put(pair.one(), KEY, OLD);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
        String command = redis.kind() == Kind.PROXIED ? "mget" : "get";
        long before = calls(redis, command);
        assertThat(at(pair.one(), KEY)).isEqualTo(OLD);
        assertThat(calls(redis, command) - before).isEqualTo(1);
    }

    private static long calls(RedisTopology redis, String command) {
        return redis.nodes().stream()
                .mapToLong(node -> Instances.calls(node, command))
                .sum();
    }

    @TestTemplate
    void serversThatAreAway_areNotWaitedFor(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        redis.nodes().forEach(RedisServer::kill);
        soon().until(() -> !pair.one().isUsable());
        assertThat(pair.one().get(KEY).later()).isCompletedWithValue(Reply.AWAY);
        assertThat(pair.one().lease(KEY, lease, TTL, null).later()).isCompletedWithValue(Reply.AWAY);
        assertThat(pair.one().getAll(List.of(KEY, key(8))).later())
                .isCompletedWithValue(List.of(Reply.AWAY, Reply.AWAY));
        pair.one().fill(KEY, lease.token(), OLD, TTL);
        pair.one().hold(KEY, lease, TTL);
        pair.one().release(KEY, lease);
        pair.one().replace(KEY, lease, OLD, TTL);
        assertThat(instances.lines).anyMatch(line -> line.contains("An invalidation did not reach Redis"));
    }

    @TestTemplate
    void answersThatAreNotWaitedFor_comeOnNoThreadOfTheStore(RedisTopology redis) {
        Pair pair = Pair.ready(instances, redis);
        List<CompletableFuture<String>> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            names.add(pair.one()
                    .get(key(i))
                    .later()
                    .thenApply(reply -> Thread.currentThread().getName())
                    .toCompletableFuture());
        }
        assertThat(names)
                .extracting(CompletableFuture::join)
                .noneMatch(name -> name.startsWith("tiercel-redis"))
                .anyMatch(name -> name.startsWith("tiercel-answer"));
    }
}
