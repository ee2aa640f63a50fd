package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.L2;
import dev.tiercel.log.EventLog;
import dev.tiercel.testkit.RedisServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;

/** What a test of one way to Redis needs: servers and clients that end with it, and the lines a user reads. */
final class Rig implements AutoCloseable {
    static final Duration TTL = Duration.ofMinutes(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    RedisServer server(RedisServer.Options options) {
        return closing(RedisServer.start(options));
    }

    RedisServer server() {
        return server(RedisServer.Options.DEFAULT);
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    RedisStore store(RedisConfig config) {
        return store(config, InetAddress::getAllByName);
    }

    RedisStore store(RedisConfig config, Client.Dns dns) {
        return new RedisStore(config, "tiercel:", backplane(config), Runnable::run, log(), dns);
    }

    EventLog log() {
        return EventLog.to(lines::add);
    }

    /** One that nobody listens to. */
    Backplane backplane(RedisConfig config) {
        return closing(new Backplane(config.times().heartbeat(), log()));
    }

    L2 l2(RedisConfig config) {
        return l2(config, store(config));
    }

    L2 l2(RedisConfig config, RedisStore store) {
        return closing(GuardedL2.start(store, config.times(), "tiercel:", log()));
    }

    /** By a URL, and settings with commas between them. */
    L2 l2(String url, String... settings) {
        return l2(config(url, settings));
    }

    /** Quick to try again, so that nobody waits for a pause. */
    static RedisConfig config(String url, String... settings) {
        List<String> all = new ArrayList<>(List.of("redis.reconnect-max=20ms"));
        all.addAll(List.of(settings));
        return Configs.byUrl(url, all.toArray(String[]::new));
    }

    /** Looks at once, and then often: most is true already. */
    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20));
    }

    /** Stores and reads, and is a miss where nothing was stored. */
    static void assertServes(L2 l2) {
        soon().until(l2::isUsable);
        soon().until(() -> {
            put(l2, "tiercel:served", new byte[] {1});
            return at(l2, "tiercel:served") != null;
        });
        l2.drop(List.of("tiercel:served"));
        assertThat(at(l2, "tiercel:served")).isNull();
    }

    List<String> lines() {
        return lines;
    }

    void awaitLine(String line) {
        soon().untilAsserted(() -> assertThat(lines).contains("[tiercel] " + line));
    }

    void awaitUnavailable(String reason) {
        awaitLine("WARN Redis unavailable (" + reason + ") – answering from L1 and the database");
    }

    /** Waits until attempts go on, so that a line for each would be seen. */
    static void awaitAttempts(RedisStore store, int more) {
        long before = attempts(store);
        soon().until(() -> attempts(store) >= before + more);
    }

    private static long attempts(RedisStore store) {
        return store.nodes().stream().mapToLong(node -> node.attempts()).sum();
    }

    List<String> warnings() {
        return lines.stream().filter(line -> line.contains(" WARN ")).toList();
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
