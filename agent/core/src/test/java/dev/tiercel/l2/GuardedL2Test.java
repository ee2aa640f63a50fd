package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedL2Test {
    private static final String READY = "[tiercel] INFO Redis ready (localhost:6379)";
    private static final Duration TTL = Duration.ofMinutes(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedStore store = new ScriptedStore();
    private final GuardedL2 l2 = GuardedL2.start(store, RedisConfig.DEFAULT, "tiercel:", EventLog.to(lines::add));

    @AfterEach
    void close() {
        l2.close();
        assertThat(store.closed).isTrue();
    }

    private void ready() {
        store.listener().connected();
        await().until(l2::isUsable);
    }

    private static String unavailable(String reason) {
        return "[tiercel] WARN Redis unavailable (" + reason + ") – answering from L1 and the database";
    }

    @Test
    void beforeTheFirstConnection_nothingIsAsked() {
        assertThat(l2.isUsable()).isFalse();
        assertThat(l2.get("a")).isNull();
        l2.fill("a", new byte[1], TTL);
        assertThat(store.calls).hasValue(0);
        assertThat(lines).isEmpty();
    }

    @Test
    void connected_servesAndSaysSo() {
        ready();
        l2.fill("a", new byte[] {7}, TTL);
        assertThat(l2.get("a")).containsExactly(7);
        l2.drop(List.of("a"));
        assertThat(l2.get("a")).isNull();
        assertThat(lines).containsExactly(READY);
    }

    @Test
    void connectedServerThatTakesNoCommands_isNotUsable() {
        store.failure = L2Failure.outage("still loading its data");
        store.listener().connected();
        await().until(() -> store.probes.get() >= 2);
        assertThat(l2.isUsable()).isFalse();
        store.failure = null;
        await().until(l2::isUsable);
        assertThat(lines).containsExactly(unavailable("still loading its data"), READY);
    }

    @Test
    void threeTimeouts_endTheWaiting() {
        ready();
        store.silent = true;
        for (int i = 0; i < 3; i++) {
            assertThat(l2.isUsable()).isTrue();
            assertThat(l2.get("a")).isNull();
        }
        assertThat(l2.isUsable()).isFalse();
        int calls = store.calls.get();
        for (int i = 0; i < 1_000; i++) {
            assertThat(l2.get("a")).isNull();
            l2.fill("a", new byte[1], TTL);
            l2.drop(List.of("a"));
        }
        assertThat(store.calls).hasValue(calls);
        store.silent = false;
        await().until(l2::isUsable);
        assertThat(lines)
                .filteredOn(line -> !line.contains("invalidation"))
                .containsExactly(READY, unavailable("timed out (hung?)"), READY);
    }

    @Test
    void successBetweenFailures_keepsItClosed() {
        ready();
        for (int i = 0; i < 10; i++) {
            store.failure = L2Failure.outage("x");
            l2.get("a");
            l2.get("a");
            store.failure = null;
            l2.get("a");
        }
        assertThat(l2.isUsable()).isTrue();
    }

    @Test
    void refusals_sayNothingOfTheServer() {
        ready();
        store.failure = L2Failure.refusal("OOM");
        for (int i = 0; i < 10; i++) {
            assertThat(l2.get("a")).isNull();
            l2.fill("a", new byte[1], TTL);
        }
        assertThat(l2.isUsable()).isTrue();
    }

    @Test
    void lostConnection_opensAtOnceAndIsToldOnce() {
        ready();
        store.listener().disconnected("disconnected");
        assertThat(l2.isUsable()).isFalse();
        store.listener().disconnected("connection refused");
        store.listener().disconnected("connection refused");
        assertThat(lines).containsExactly(READY, unavailable("disconnected"));
        ready();
        assertThat(lines).containsExactly(READY, unavailable("disconnected"), READY);
    }

    @Test
    void probeOverALostConnection_closesNothing() {
        Guard guard = new Guard("there", EventLog.to(lines::add), () -> {});
        guard.connected();
        long first = guard.connection();
        guard.disconnected("disconnected");
        guard.recovered(first);
        assertThat(guard.isClosed()).isFalse();
        guard.connected();
        guard.recovered(first);
        assertThat(guard.isClosed()).isFalse();
        guard.recovered(guard.connection());
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void serverThatStaysSilent_getsANewConnection() {
        ready();
        store.silent = true;
        store.listener().connected();
        await().atMost(Duration.ofSeconds(20)).until(() -> store.reconnects.get() > 0);
    }

    @Test
    void dropThatCannotArrive_isSaidWithoutItsKey() {
        l2.drop(List.of("secret-key"));
        l2.drop(List.of("secret-key"));
        assertThat(lines)
                .containsExactly("[tiercel] WARN An invalidation did not reach Redis (unavailable); it is repeated when"
                        + " Redis is back, and its entry there is not used before");
    }

    @Test
    void dropDuringAnOutage_isRepeated_andItsEntryIsNotServedBefore() {
        ready();
        l2.fill("a", new byte[] {7}, TTL);
        l2.fill("b", new byte[] {8}, TTL);
        store.listener().disconnected("disconnected");
        l2.drop(List.of("a"));
        store.deletesFail = true;
        ready();
        assertThat(l2.get("a")).isNull();
        assertThat(l2.get("b")).containsExactly(8);
        assertThat(store.entries).containsKey("a");
        store.deletesFail = false;
        store.listener().disconnected("disconnected");
        ready();
        await().until(() -> !store.entries.containsKey("a"));
        l2.fill("a", new byte[] {9}, TTL);
        await().untilAsserted(() -> {
            l2.fill("a", new byte[] {9}, TTL);
            assertThat(l2.get("a")).containsExactly(9);
        });
    }

    @Test
    void moreDropsThanAreKept_clearEverything() {
        ready();
        l2.fill("tiercel:c:old", new byte[] {7}, TTL);
        l2.fill("other", new byte[] {8}, TTL);
        store.listener().disconnected("disconnected");
        for (int i = 0; i <= 10_000; i++) {
            l2.drop(List.of("tiercel:c:" + i));
        }
        ready();
        await().until(() -> !store.entries.containsKey("tiercel:c:old"));
        assertThat(store.entries).containsKey("other");
    }

    @Test
    void tooLargeValue_isNotSent() {
        ready();
        l2.fill("a", new byte[(8 << 20) + 1], TTL);
        assertThat(store.calls).hasValue(0);
        assertThat(lines).last().asString().contains("too large");
    }

    @Test
    void fillsUnderWay_areBounded() {
        ready();
        store.silent = true;
        for (int i = 0; i < 20; i++) {
            l2.fill("a" + i, new byte[8 << 20], TTL);
        }
        assertThat(store.calls).hasValue(8);
    }

    @Test
    void clearUnderWay_hidesItsPrefixOnly() {
        ready();
        l2.fill("p:a", new byte[1], TTL);
        l2.fill("q:a", new byte[1], TTL);
        store.silent = true;
        l2.clear("p:");
        store.silent = false;
        int calls = store.calls.get();
        assertThat(l2.get("p:a")).isNull();
        l2.fill("p:b", new byte[1], TTL);
        assertThat(store.calls).hasValue(calls);
        assertThat(l2.get("q:a")).isNotNull();
    }

    @Test
    void clearDuringAnOutage_isDoneAfterIt() {
        ready();
        l2.fill("p:a", new byte[1], TTL);
        store.listener().disconnected("disconnected");
        l2.clear("p:");
        ready();
        await().until(() -> !store.entries.containsKey("p:a"));
        await().untilAsserted(() -> {
            l2.fill("p:b", new byte[1], TTL);
            assertThat(l2.get("p:b")).isNotNull();
        });
    }

    @Test
    void interruptedCaller_keepsItsInterruptAndBlamesNobody() {
        ready();
        store.silent = true;
        for (int i = 0; i < 5; i++) {
            Thread.currentThread().interrupt();
            assertThat(l2.get("a")).isNull();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(l2.isUsable()).isTrue();
    }

    @Test
    void closed_isUnusableWithoutAWord() {
        ready();
        l2.close();
        store.listener().disconnected("disconnected");
        assertThat(l2.isUsable()).isFalse();
        assertThat(l2.get("a")).isNull();
        assertThat(lines).containsExactly(READY);
    }

    @Test
    void clock_isTheServers() {
        assertThat(l2.nowMillis()).isCloseTo(System.currentTimeMillis(), within(5_000L));
        ready();
        assertThat(l2.nowMillis()).isBetween(1_000_000L, 1_060_000L);
    }

    @Test
    void noL2_isNeverUsable() {
        try (L2 none = new NoL2()) {
            none.fill("a", new byte[1], TTL);
            assertThat(none.get("a")).isNull();
            assertThat(none.isUsable()).isFalse();
        }
    }
}
