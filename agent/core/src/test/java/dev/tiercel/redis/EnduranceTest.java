package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.testkit.FaultProxy;
import dev.tiercel.testkit.RedisServer;
import io.lettuce.core.AbstractRedisClient;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The same fault again and again: usable each time, and nothing piles up. */
class EnduranceTest {
    /** The loop, two for input and output, two to compute, one to time, four to open, and one of the library's end. */
    private static final int MOST_THREADS = 12;

    @AutoClose
    private final Rig rig = new Rig();

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tiercel-redis-"))
                .count();
    }

    private static long clients(RedisServer server) {
        return String.valueOf(server.command("CLIENT", "LIST"))
                .lines()
                .filter(line -> line.contains(" name=tiercel "))
                .count();
    }

    /** @param connections one, and the subscription */
    private void assertNothingPiledUp(RedisServer server, long connections) {
        Rig.soon().untilAsserted(() -> assertThat(clients(server)).isEqualTo(connections));
        assertThat(threads()).isLessThanOrEqualTo(MOST_THREADS);
    }

    @Test
    void hundredKills_areSurvived() {
        RedisServer server = rig.server();
        RedisConfig config = Rig.config(server.uri(), "redis.topology=standalone");
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        Rig.assertServes(l2);
        for (int i = 0; i < 100; i++) {
            server.kill();
            Rig.soon().until(() -> !l2.isUsable());
            server.restart();
            Rig.assertServes(l2);
        }
        assertThat(store.nodes().get(0).recoveries()).isEqualTo(100);
        assertNothingPiledUp(server, 2);
    }

    /** An attempt that hangs ends by its own time: that is no reason to make the client anew. */
    @Test
    void networkThatSwallowsEverything_isTriedAgain() {
        RedisServer server = rig.server();
        FaultProxy proxy = rig.closing(FaultProxy.of(server));
        RedisConfig config = Rig.config(
                "redis://" + proxy.host() + ":" + proxy.port(),
                "redis.topology=standalone",
                "redis.connect-timeout=50ms");
        proxy.hang();
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        rig.awaitUnavailable("timed out, hung?");
        Rig.awaitAttempts(store, 5);
        assertThat(store.nodes().get(0).stuckResets()).isZero();
        proxy.reset();
        proxy.heal();
        Rig.assertServes(l2);
        assertThat(rig.warnings()).hasSize(1);
        assertNothingPiledUp(server, 2);
    }

    /**
     * Attempts that neither succeed nor fail: all threads of the client library stand still, each in an action of ours at
     * the end of a connection.
     */
    @Test
    void clientThatStandsStill_isMadeAnew_thirtyTimes() {
        RedisServer server = rig.server();
        RedisConfig config = Rig.config(server.uri(), "redis.connect-timeout=20ms");
        RedisThreads threads = new RedisThreads();
        ScheduledThreadPoolExecutor loop = new ScheduledThreadPoolExecutor(1, threads);
        Client client = rig.closing(new Client(config, InetAddress::getAllByName, threads, loop, Duration.ZERO));
        Context context =
                new Context(config, "tiercel:", client, loop, rig.log(), () -> {}, rig.backplane(config), List.of());
        Endpoint endpoint = config.target().nodes().get(0);
        Node node = new Node("it", new Lines.OfAll("it"), context, Node.Suspicion.NONE);
        Link link = new Link(endpoint, node, context, wire -> null);
        link.start();
        try {
            for (int i = 1; i <= 30; i++) {
                Rig.soon().until(node::isUsable);
                CountDownLatch standstill = new CountDownLatch(1);
                CountDownLatch standing = new CountDownLatch(2);
                int resets = i;
                for (int each = 0; each < 8; each++) {
                    client.open(endpoint).toCompletableFuture().join().onLost(() -> {
                        standing.countDown();
                        awaitQuietly(standstill);
                    });
                }
                server.cutConnections();
                awaitQuietly(standing);
                loop.execute(() -> node.reconnect("no answer"));
                Rig.soon().until(() -> node.state().stuckResets() >= resets);
                standstill.countDown();
            }
            Rig.soon().until(node::isUsable);
            Rig.soon().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(MOST_THREADS));
            assertNothingPiledUp(server, 1);
        } finally {
            loop.execute(link::close);
            loop.shutdown();
        }
    }

    /** The client library keeps a connection until it is told to close it, also one that the server has ended. */
    @Test
    void connectionsThatAreLost_areLetGo() throws ReflectiveOperationException {
        RedisServer server = rig.server();
        RedisConfig config = Rig.config(server.uri(), "redis.topology=standalone");
        RedisThreads threads = new RedisThreads();
        ScheduledThreadPoolExecutor loop = new ScheduledThreadPoolExecutor(1, threads);
        Client client = rig.closing(new Client(config, InetAddress::getAllByName, threads, loop, Duration.ZERO));
        Endpoint endpoint = config.target().nodes().get(0);
        try {
            CountDownLatch lost = new CountDownLatch(40);
            for (int i = 0; i < 20; i++) {
                client.open(endpoint).toCompletableFuture().join().onLost(lost::countDown);
                client.subscribe(endpoint, "some channel", run -> true, message -> {}, lost::countDown)
                        .toCompletableFuture()
                        .join();
                client.subscribe(endpoint, "some channel", run -> false, message -> {}, () -> {})
                        .exceptionally(elsewhere -> null)
                        .toCompletableFuture()
                        .join();
            }
            assertThat(kept(client)).isGreaterThanOrEqualTo(40);
            server.cutConnections();
            server.cutSubscriptions();
            awaitQuietly(lost);
            Rig.soon().untilAsserted(() -> assertThat(kept(client)).isZero());
        } finally {
            loop.shutdown();
        }
    }

    /** How many connections the client library holds on to: there is no other way to see it. */
    private static int kept(Client client) throws ReflectiveOperationException {
        Object lettuce = field(Client.class, "client").get(client);
        Object library = field(Lettuce.class, "client").get(lettuce);
        return ((Set<?>) field(AbstractRedisClient.class, "closeableResources").get(library)).size();
    }

    private static Field field(Class<?> of, String name) throws NoSuchFieldException {
        Field field = of.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
