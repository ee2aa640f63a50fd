package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.RedisTimes;
import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeGuardTest {
    private static final String READY = "[tiercel] INFO ready";
    private static final long FAST = Duration.ofMillis(1).toNanos();
    private static final long SLOW = RedisTimes.DEFAULT.deadline().toNanos();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedServer server = new ScriptedServer();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final NodeGuard guard =
            new NodeGuard(new ShortLines(), RedisTimes.DEFAULT, EventLog.to(lines::add), loop, server);

    @AfterEach
    void close() {
        guard.close();
        loop.shutdownNow();
    }

    private void ready() {
        guard.connected("connected");
        await().until(guard::isClosed);
    }

    private static String unavailable(String reason) {
        return "[tiercel] WARN away: " + reason;
    }

    @Test
    void beforeTheFirstConnection_nothingIsAdmitted() {
        assertThat(guard.admits()).isFalse();
        assertThat(server.probes).hasValue(0);
        assertThat(lines).isEmpty();
    }

    @Test
    void connectedServerThatTakesNoCommands_isNotUsable() {
        server.failure = L2Failure.outage("still loading its data");
        guard.connected("connected");
        await().until(() -> server.probes.get() >= 2);
        assertThat(guard.isClosed()).isFalse();
        server.failure = null;
        await().until(guard::isClosed);
        assertThat(lines).containsExactly(unavailable("still loading its data"), READY);
    }

    @Test
    void threeTimeoutsInARow_open_andAProbeCloses() {
        ready();
        for (int i = 0; i < 3; i++) {
            assertThat(guard.admits()).isTrue();
            guard.failed(SLOW, L2Failure.timedOut());
        }
        assertThat(guard.admits()).isFalse();
        await().until(guard::isClosed);
        assertThat(lines).containsExactly(READY, unavailable("timed out, hung?"), READY);
    }

    @Test
    void threeSlowAnswersInARow_open() {
        ready();
        for (int i = 0; i < 3; i++) {
            assertThat(guard.admits()).isTrue();
            guard.succeeded(SLOW);
        }
        assertThat(guard.isClosed()).isFalse();
        assertThat(lines).containsExactly(READY, unavailable("slow answers"));
        await().until(guard::isClosed);
    }

    @Test
    void successBetweenFailures_keepsItClosed() {
        ready();
        for (int i = 0; i < 10; i++) {
            guard.failed(FAST, L2Failure.outage("x"));
            guard.failed(FAST, L2Failure.outage("x"));
            guard.succeeded(FAST);
        }
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void refusals_sayNothingOfTheServer() {
        ready();
        for (int i = 0; i < 10; i++) {
            guard.failed(FAST, L2Failure.refusal("OOM"));
        }
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void lostConnection_opensAtOnceAndIsToldOnce() {
        ready();
        guard.disconnected(L2Failure.outage("disconnected"));
        assertThat(guard.isClosed()).isFalse();
        guard.disconnected(L2Failure.outage("connection refused"));
        guard.disconnected(L2Failure.outage("connection refused"));
        assertThat(lines).containsExactly(READY, unavailable("disconnected"));
        ready();
        assertThat(lines).containsExactly(READY, unavailable("disconnected"), READY);
    }

    @Test
    void mistake_isToldOnceThoughTheOutageBeganOtherwise() {
        guard.disconnected(L2Failure.outage("connection refused"));
        guard.disconnected(L2Failure.mistake("wrong password"));
        guard.disconnected(L2Failure.outage("connection refused"));
        guard.disconnected(L2Failure.mistake("wrong password"));
        guard.disconnected(L2Failure.mistake("unknown host"));
        ready();
        guard.disconnected(L2Failure.mistake("wrong password"));
        guard.disconnected(L2Failure.outage("connection refused"));
        assertThat(lines)
                .containsExactly(
                        unavailable("connection refused"),
                        unavailable("wrong password"),
                        unavailable("unknown host"),
                        READY,
                        unavailable("wrong password"));
    }

    @Test
    void answerOverALostConnection_closesNothing() {
        server.silent = true;
        guard.connected("connected");
        await().until(() -> server.pending != null);
        CompletableFuture<Long> first = server.pending;
        guard.disconnected(L2Failure.outage("disconnected"));
        guard.connected("connected");
        first.complete(1L);
        assertThat(guard.isClosed()).isFalse();
        server.silent = false;
        guard.disconnected(L2Failure.outage("disconnected"));
        ready();
    }

    @Test
    void serverThatStaysSilent_getsANewConnection() {
        server.failure = L2Failure.timedOut();
        guard.connected("connected");
        await().until(() -> server.reconnects.get() > 0);
        assertThat(guard.isClosed()).isFalse();
    }

    @Test
    void whileAllIsWell_thereIsAHeartbeat() {
        ready();
        int before = server.probes.get();
        await().atMost(Duration.ofSeconds(5)).until(() -> server.probes.get() >= before + 2);
        assertThat(server.answers.get()).isPositive();
    }

    @Test
    void clock_isTheServers() {
        assertThat(guard.millis()).isCloseTo(System.currentTimeMillis(), within(5_000L));
        ready();
        assertThat(guard.millis()).isBetween(1_000_000L, 1_060_000L);
    }

    @Test
    void closed_neverOpensAgainAndIsSilent() {
        ready();
        guard.close();
        guard.connected("connected");
        guard.disconnected(L2Failure.outage("disconnected"));
        assertThat(guard.isClosed()).isFalse();
        assertThat(lines).containsExactly(READY);
    }

    @Test
    void history_keepsTheLatestHundredChangesAndCounts() {
        for (int i = 0; i < 60; i++) {
            guard.connecting();
            ready();
            guard.disconnected(L2Failure.outage("cause " + i));
        }
        guard.stuck();
        NodeState state = guard.state("there");
        assertThat(state.name()).isEqualTo("there");
        assertThat(state.health()).isEqualTo(Health.DISCONNECTED);
        assertThat(state.attempts()).isEqualTo(60);
        assertThat(state.recoveries()).isEqualTo(59);
        assertThat(state.stuckResets()).isEqualTo(1);
        assertThat(state.averageRecovery()).isPositive();
        assertThat(state.history()).hasSize(100);
        assertThat(state.history().get(99).cause()).isEqualTo("cause 59");
        assertThat(state.history().get(98).to()).isEqualTo(Health.USABLE);
        assertThat(state.history().get(97).to()).isEqualTo(Health.SICK);
    }

    private static final class ShortLines implements NodeGuard.Lines {
        @Override
        public String node() {
            return "node";
        }

        @Override
        public String unavailable(String reason) {
            return "away: " + reason;
        }

        @Override
        public String ready() {
            return "ready";
        }
    }

    private static final class ScriptedServer implements NodeGuard.Server {
        final AtomicInteger probes = new AtomicInteger();
        final AtomicInteger reconnects = new AtomicInteger();
        final AtomicInteger answers = new AtomicInteger();
        volatile @Nullable L2Failure failure;
        volatile boolean silent;
        volatile @Nullable CompletableFuture<Long> pending;

        @Override
        public CompletionStage<Long> probe() {
            probes.incrementAndGet();
            L2Failure why = failure;
            if (silent) {
                CompletableFuture<Long> never = new CompletableFuture<>();
                pending = never;
                return never;
            }
            return why == null ? CompletableFuture.completedFuture(1_000_000L) : CompletableFuture.failedFuture(why);
        }

        @Override
        public void reconnect(String cause) {
            reconnects.incrementAndGet();
        }

        @Override
        public void answered() {
            answers.incrementAndGet();
        }
    }
}
