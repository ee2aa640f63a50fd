package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static dev.tiercel.redis.Entries.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.NodeState;
import dev.tiercel.log.EventLog;
import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L2 over a real server that is killed, hung, late, closed to us or not there. */
class RedisOutageTest {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private RedisServer server(RedisServer.Options options) {
        RedisServer server = RedisServer.start(options);
        open.add(server);
        return server;
    }

    private L2 l2(RedisConfig config) {
        L2 l2 = Configs.start(config, EventLog.to(lines::add));
        open.add(0, l2);
        return l2;
    }

    private L2 ready(RedisServer server) {
        L2 l2 = l2(Configs.of(server.host(), server.port(), null, null));
        await().until(l2::isUsable);
        return l2;
    }

    private void awaitUnavailable(String reason) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(lines)
                .contains("[tiercel] WARN Redis unavailable (" + reason + ") – answering from L1 and the database"));
    }

    @Test
    void dropWhileHung_isNotServedAfterwards() {
        RedisServer server = server(RedisServer.Options.DEFAULT);
        L2 l2 = ready(server);
        put(l2, "k", new byte[] {1});
        assertThat(at(l2, "k")).containsExactly(1);
        server.hang();
        await().until(() -> {
            at(l2, "other");
            return !l2.isUsable();
        });
        l2.drop(List.of("k"));
        server.resume();
        await().until(l2::isUsable);
        assertThat(at(l2, "k")).isNull();
        await().until(() -> server.get("k") == null);
    }

    @Test
    void killedUnderLoad_neverThrowsNorHolds_andComesBackByItself() throws Exception {
        RedisServer server = server(RedisServer.Options.DEFAULT);
        L2 l2 = ready(server);
        try (Load load = new Load(l2)) {
            load.awaitCalls(2_000);
            server.kill();
            await().until(() -> !l2.isUsable());
            load.awaitCalls(load.calls.get() + 2_000);
            awaitUnavailable("disconnected");
            server.restart();
            await().until(l2::isUsable);
            load.awaitCalls(load.calls.get() + 2_000);
        }
        put(l2, "k", new byte[] {1});
        assertThat(at(l2, "k")).containsExactly(1);
        assertOneOutage(server);
    }

    @Test
    void hungUnderLoad_neverThrowsNorHolds_andComesBackByItself() throws Exception {
        RedisServer server = server(RedisServer.Options.DEFAULT);
        L2 l2 = ready(server);
        try (Load load = new Load(l2)) {
            load.awaitCalls(2_000);
            server.hang();
            await().until(() -> !l2.isUsable());
            // Far more calls than could be made if each of them waited.
            load.awaitCalls(load.calls.get() + 100_000);
            awaitUnavailable("timed out, hung?");
            server.resume();
            await().until(l2::isUsable);
        }
        assertOneOutage(server);
    }

    @Test
    void hungConnection_isLeftForANewOne() {
        RedisServer server = server(RedisServer.Options.DEFAULT);
        RedisConfig config = Configs.of(server.host(), server.port(), null, null);
        RedisStore store = Configs.store(config, EventLog.to(lines::add));
        open.add(0, store);
        store.start(() -> {});
        await().until(store::isUsable);
        server.hang();
        await().untilAsserted(() -> assertThat(causes(store)).containsSubsequence("timed out, hung?", "no answer"));
        server.resume();
        await().until(store::isUsable);
        assertThat(causes(store)).last().isEqualTo("answers");
    }

    private static List<String> causes(RedisStore store) {
        return store.nodes().get(0).history().stream()
                .map(NodeState.Transition::cause)
                .toList();
    }

    @Test
    void serverThatStartsLate_isFound() {
        int port = RedisServer.freePort();
        L2 l2 = l2(Configs.of("127.0.0.1", port, null, null));
        awaitUnavailable("connection refused");
        assertThat(at(l2, "k")).isNull();
        RedisServer server = server(RedisServer.Options.DEFAULT.withPort(port));
        await().until(l2::isUsable);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo("[tiercel] INFO Redis ready (127.0.0.1:" + server.port() + ")");
    }

    @Test
    void unknownHost_isSaid() {
        L2 l2 = l2(Configs.of("no-such-host.invalid", 6379, null, null));
        awaitUnavailable("unknown host");
        assertThat(l2.isUsable()).isFalse();
    }

    @Test
    void wrongPassword_isSaidWithoutIt() {
        RedisServer server = server(RedisServer.Options.DEFAULT.withPassword("right"));
        l2(Configs.of(server.host(), server.port(), null, "wrong-secret"));
        awaitUnavailable("wrong password (WRONGPASS)");
        assertThat(lines.toString()).doesNotContain("wrong-secret");
    }

    @Test
    void wrongPasswordOfALateServer_isSaidToo() {
        int port = RedisServer.freePort();
        L2 l2 = l2(Configs.of("127.0.0.1", port, null, "wrong-secret"));
        awaitUnavailable("connection refused");
        server(RedisServer.Options.DEFAULT.withPort(port).withPassword("right"));
        awaitUnavailable("wrong password (WRONGPASS)");
        assertThat(l2.isUsable()).isFalse();
        assertThat(lines).hasSize(2);
    }

    @Test
    void missingPassword_isSaid() {
        RedisServer server = server(RedisServer.Options.DEFAULT.withPassword("right"));
        l2(Configs.of(server.host(), server.port(), null, null));
        awaitUnavailable("wrong password (NOAUTH)");
    }

    @Test
    void passwordWithAndWithoutUser_opens() {
        RedisServer server = server(RedisServer.Options.DEFAULT.withPassword("right"));
        L2 byPassword = l2(Configs.of(server.host(), server.port(), null, "right"));
        await().until(byPassword::isUsable);
        server.command("ACL", "SETUSER", "app", "on", ">own", "~tiercel:*", "+@all", "-@dangerous", "+ping", "+time");
        L2 byUser = l2(Configs.of(server.host(), server.port(), "app", "own"));
        await().until(byUser::isUsable);
        put(byUser, "tiercel:k", new byte[] {1});
        assertThat(at(byUser, "tiercel:k")).containsExactly(1);
        assertThat(at(byUser, "foreign")).isNull();
        assertThat(byUser.isUsable()).isTrue();
    }

    @Test
    void userWhoMayNotProbe_isToldSo() {
        RedisServer server = server(RedisServer.Options.DEFAULT);
        server.command("ACL", "SETUSER", "app", "on", ">own", "~*", "+get", "+set", "+ping", "+info", "+client");
        l2(Configs.of(server.host(), server.port(), "app", "own"));
        awaitUnavailable("NOPERM: grant +time");
    }

    @Test
    void closed_leavesNoThread() throws Exception {
        RedisServer server = server(RedisServer.Options.DEFAULT);
        L2 l2 = ready(server);
        at(l2, "k");
        server.hang();
        l2.close();
        l2.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("tiercel-")));
    }

    private void assertOneOutage(RedisServer server) {
        String ready = "[tiercel] INFO Redis ready (127.0.0.1:" + server.port() + ")";
        assertThat(lines).filteredOn(line -> !line.contains("invalidation")).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(ready);
        assertThat(lines).filteredOn(line -> line.contains("Redis unavailable")).hasSize(1);
        assertThat(lines).filteredOn(ready::equals).hasSize(2);
    }

    /** Eight threads that use L2 without a pause, as an application would. */
    private static final class Load implements AutoCloseable {
        /** The deadline of a call and generous room for a busy machine. */
        private static final long LONGEST_CALL_MILLIS = 250 + 1_500;

        final AtomicInteger calls = new AtomicInteger();
        private final AtomicLong longestNanos = new AtomicLong();
        private final AtomicBoolean goOn = new AtomicBoolean(true);
        private final ExecutorService threads = Executors.newFixedThreadPool(8);
        private final List<Future<?>> work = new ArrayList<>();

        Load(L2 l2) {
            for (int i = 0; i < 8; i++) {
                String key = "k" + i;
                work.add(threads.submit(() -> {
                    while (goOn.get()) {
                        timed(() -> at(l2, key));
                        timed(() -> put(l2, key, new byte[100]));
                        timed(() -> l2.drop(List.of(key)));
                        Thread.yield();
                    }
                }));
            }
        }

        private void timed(Runnable call) {
            long start = System.nanoTime();
            call.run();
            longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
            calls.incrementAndGet();
        }

        void awaitCalls(int number) {
            await().atMost(Duration.ofSeconds(30)).until(() -> calls.get() >= number);
        }

        @Override
        public void close() throws Exception {
            goOn.set(false);
            for (Future<?> each : work) {
                each.get(10, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(TimeUnit.NANOSECONDS.toMillis(longestNanos.get())).isLessThan(LONGEST_CALL_MILLIS);
        }
    }
}
