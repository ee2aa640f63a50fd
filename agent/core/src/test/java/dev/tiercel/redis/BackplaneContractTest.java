package dev.tiercel.redis;

import static dev.tiercel.redis.Instances.key;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.backplane.Address;
import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.log.EventLog;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.WithRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestTemplate;

/** What one instance hears of another's drops, over every topology. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER, Kind.PROXIED})
class BackplaneContractTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** One that writes down what it hears. */
    private final class Instance implements Backplane.Listener {
        private final Set<Long> dropped = ConcurrentHashMap.newKeySet();
        private final Set<String> cleared = ConcurrentHashMap.newKeySet();
        private final AtomicInteger emptied = new AtomicInteger();
        private final Backplane backplane;
        private final L2 l2;

        Instance(RedisTopology redis) {
            RedisConfig config = Configs.byUrl(redis.uri(), "redis.reconnect-max=20ms");
            EventLog log = EventLog.to(lines::add);
            backplane = new Backplane(config.times().heartbeat(), log);
            l2 = GuardedL2.start(
                    new RedisStore(config, "tiercel:", backplane, Runnable::run, log), config.times(), "tiercel:", log);
            open.add(backplane);
            open.add(l2);
            backplane.start(this);
        }

        Instance ready() {
            soon().until(l2::isUsable);
            soon().until(backplane::isInSync);
            return this;
        }

        @Override
        public void dropped(long[] addresses) {
            LongStream.of(addresses).forEach(dropped::add);
        }

        @Override
        public void swept(String pattern) {
            cleared.add(pattern);
        }

        @Override
        public void epoch(String key, String field, String stamp) {
            cleared.add(key + " " + field);
        }

        @Override
        public void forgetAll() {
            emptied.incrementAndGet();
        }

        @Override
        public void tidy() {}

        @Override
        public void outOfSync(long outage, Duration age) {}
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @TestTemplate
    void drop_isHeardByTheOther_andNotByItself(RedisTopology redis) {
        Instance one = new Instance(redis).ready();
        Instance other = new Instance(redis).ready();
        List<String> keys = IntStream.range(0, 700).mapToObj(Instances::key).toList();
        one.l2.drop(keys);
        soon().untilAsserted(() -> assertThat(other.dropped)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(Address::of).toList()));
        assertThat(one.dropped).isEmpty();
        assertThat(other.backplane.state().gaps()).isZero();
        assertThat(other.backplane.isInSync()).isTrue();
    }

    @TestTemplate
    void replacedValue_isHeardToo(RedisTopology redis) {
        Instance one = new Instance(redis).ready();
        Instance other = new Instance(redis).ready();
        Lease lease = Lease.forChange();
        soon().until(() -> one.l2.hold(key(1), lease, Duration.ofMinutes(1)));
        one.l2.replace(key(1), lease, new byte[] {1, 2}, Duration.ofMinutes(1));
        soon().untilAsserted(() -> assertThat(other.dropped).contains(Address.of(key(1))));
    }

    @TestTemplate
    void clearsTagsAndPatterns_areHeard(RedisTopology redis) {
        Instance one = new Instance(redis).ready();
        Instance other = new Instance(redis).ready();
        one.l2.epochs("tiercel:c:~epochs").clear();
        one.l2.epochs("tiercel:c:~epochs").dropTag(7);
        one.l2.dropMatching("tiercel:c:", "a*");
        soon().untilAsserted(() -> assertThat(other.cleared)
                .contains("tiercel:c:~epochs cache", "tiercel:c:~epochs 0000000000000007", "tiercel:c:a*"));
    }

    @TestTemplate
    void cutSubscription_isNoticed_andMadeAnew(RedisTopology redis) {
        Instance one = new Instance(redis).ready();
        Instance other = new Instance(redis).ready();
        int before = other.emptied.get();
        long outages = other.backplane.state().outages();
        redis.nodes().forEach(RedisServer::cutSubscriptions);
        soon().until(() -> other.backplane.state().outages() > outages);
        other.ready();
        assertThat(other.emptied.get()).isGreaterThan(before);
        one.ready();
        one.l2.drop(List.of(key(3)));
        soon().untilAsserted(() -> assertThat(other.dropped).contains(Address.of(key(3))));
    }

    /** Whatever is lost on the way: what was dropped is heard of, or the instance knows that it may have missed it. */
    @TestTemplate
    void noDropIsMissed_whileSubscriptionsAreCut(RedisTopology redis) {
        Instance one = new Instance(redis).ready();
        Instance other = new Instance(redis).ready();
        for (int i = 0; i < 300; i++) {
            if (i % 30 == 10) {
                redis.nodes().forEach(RedisServer::cutSubscriptions);
            }
            int emptied = other.emptied.get();
            boolean inSync = other.backplane.isInSync();
            long address = Address.of(key(i));
            one.l2.drop(List.of(key(i)));
            soon().until(() -> other.dropped.contains(address)
                    || other.emptied.get() > emptied
                    || !(inSync && other.backplane.isInSync()));
        }
    }
}
