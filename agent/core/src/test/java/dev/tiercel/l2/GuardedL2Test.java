package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedL2Test {
    private static final Duration DEADLINE = Duration.ofMillis(250);
    private static final Duration TTL = Duration.ofMinutes(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedStore store = new ScriptedStore();
    private final GuardedL2 l2 = GuardedL2.start(store, DEADLINE, "tiercel:", EventLog.to(lines::add));

    @AfterEach
    void close() {
        l2.close();
        assertThat(store.closed).isTrue();
    }

    private void ready() {
        store.returned();
        assertThat(l2.isUsable()).isTrue();
    }

    @Test
    void unusable_isNotAsked() {
        assertThat(l2.isUsable()).isFalse();
        assertThat(l2.get("a")).isNull();
        l2.fill("a", new byte[1], TTL);
        assertThat(store.calls).hasValue(0);
        assertThat(lines).isEmpty();
    }

    @Test
    void usable_serves() {
        ready();
        l2.fill("a", new byte[] {7}, TTL);
        assertThat(l2.get("a")).containsExactly(7);
        l2.drop(List.of("a"));
        assertThat(l2.get("a")).isNull();
    }

    @Test
    void silence_isWaitedForUntilTheDeadlineOnly() {
        ready();
        store.silent = true;
        assertThat(l2.get("a")).isNull();
        l2.drop(List.of("a"));
        assertThat(lines).singleElement().asString().contains("timed out, hung?");
        assertThat(store.checks).hasValue(1);
    }

    @Test
    void interruptedCaller_keepsItsInterrupt() {
        ready();
        store.silent = true;
        Thread.currentThread().interrupt();
        assertThat(l2.get("a")).isNull();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void clock_isTheServers() {
        assertThat(l2.nowMillis("a")).isEqualTo(1_000_000);
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
        store.usable = false;
        l2.drop(List.of("a"));
        store.deletesFail = true;
        ready();
        assertThat(l2.get("a")).isNull();
        assertThat(l2.get("b")).containsExactly(8);
        assertThat(store.entries).containsKey("a");
        store.deletesFail = false;
        store.usable = false;
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
        store.usable = false;
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
        store.usable = false;
        l2.clear("p:");
        ready();
        await().until(() -> !store.entries.containsKey("p:a"));
        await().untilAsserted(() -> {
            l2.fill("p:b", new byte[1], TTL);
            assertThat(l2.get("p:b")).isNotNull();
        });
    }

    @Test
    void closed_isUnusable() {
        ready();
        l2.close();
        assertThat(l2.isUsable()).isFalse();
        assertThat(l2.get("a")).isNull();
        assertThat(lines).isEmpty();
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
