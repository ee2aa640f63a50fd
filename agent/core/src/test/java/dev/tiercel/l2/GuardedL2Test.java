package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedL2Test {
    private static final Duration DEADLINE = Duration.ofMillis(250);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final byte[] TOKEN = Lease.forLoad().token();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedStore store = new ScriptedStore();
    private final GuardedL2 l2 =
            GuardedL2.start(store, ScriptedStore.times(DEADLINE), "tiercel:", EventLog.to(lines::add));

    @AfterEach
    void close() {
        l2.close();
        assertThat(store.closed).isTrue();
    }

    private void ready() {
        store.returned();
        assertThat(l2.isUsable()).isTrue();
    }

    private byte @Nullable [] at(String key) {
        return l2.get(key).await() instanceof Reply.Value value ? value.bytes() : null;
    }

    private void put(String key, byte... bytes) {
        Lease lease = Lease.forLoad();
        l2.lease(key, lease, TTL, null);
        l2.fill(key, lease.token(), bytes, TTL);
    }

    private Reply lease(String key, Lease lease) {
        return l2.lease(key, lease, TTL, null).await();
    }

    @Test
    void unusable_isNotAsked() {
        assertThat(l2.isUsable()).isFalse();
        assertThat(at("a")).isNull();
        put("a", new byte[1]);
        assertThat(store.calls).hasValue(0);
        assertThat(lines).isEmpty();
    }

    @Test
    void unusable_isAwayAtOnce() {
        Lease lease = Lease.forLoad();
        assertThat(l2.get("a").await()).isEqualTo(Reply.AWAY);
        assertThat(l2.getAll(List.of("a", "b")).await()).containsExactly(Reply.AWAY, Reply.AWAY);
        assertThat(lease("a", lease)).isEqualTo(Reply.AWAY);
        assertThat(l2.get("a").later()).isCompletedWithValue(Reply.AWAY);
        l2.hold("a", lease, TTL);
        l2.release("a", lease);
        assertThat(store.calls).hasValue(0);
        assertThat(l2.getAll(List.of()).await()).isEmpty();
    }

    @Test
    void keyToBeDropped_isAway_andNothingIsPutThere() {
        l2.drop(List.of("a"));
        store.deletesFail = true;
        ready();
        int calls = store.calls.get();
        Lease lease = Lease.forLoad();
        assertThat(l2.get("a").await()).isEqualTo(Reply.AWAY);
        assertThat(lease("a", lease)).isEqualTo(Reply.AWAY);
        l2.fill("a", lease.token(), new byte[1], TTL);
        l2.hold("a", lease, TTL);
        l2.release("a", lease);
        assertThat(store.calls).hasValue(calls);
        assertThat(l2.getAll(List.of("b", "a", "c")).await()).containsExactly(Reply.NOTHING, Reply.AWAY, Reply.NOTHING);
        l2.replace("a", lease, new byte[1], TTL);
        assertThat(store.entries).doesNotContainKey("a");
    }

    @Test
    void usable_serves() {
        ready();
        put("a", new byte[] {7});
        assertThat(at("a")).containsExactly(7);
        l2.drop(List.of("a"));
        assertThat(at("a")).isNull();
    }

    @Test
    void silence_isWaitedForUntilTheDeadlineOnly() {
        ready();
        store.silent = true;
        assertThat(at("a")).isNull();
        l2.drop(List.of("a"));
        assertThat(lines).singleElement().asString().contains("timed out, hung?");
        assertThat(store.checks).hasValue(1);
    }

    @Test
    void interruptedCaller_keepsItsInterrupt() {
        ready();
        store.silent = true;
        Thread.currentThread().interrupt();
        assertThat(at("a")).isNull();
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
        put("a", new byte[] {7});
        put("b", new byte[] {8});
        store.usable = false;
        l2.drop(List.of("a"));
        store.deletesFail = true;
        ready();
        assertThat(at("a")).isNull();
        assertThat(at("b")).containsExactly(8);
        assertThat(store.entries).containsKey("a");
        store.deletesFail = false;
        store.usable = false;
        ready();
        await().until(() -> !store.entries.containsKey("a"));
        put("a", new byte[] {9});
        await().untilAsserted(() -> {
            put("a", new byte[] {9});
            assertThat(at("a")).containsExactly(9);
        });
    }

    @Test
    void moreDropsThanAreKept_clearEverything() {
        ready();
        put("tiercel:c:old", new byte[] {7});
        put("other", new byte[] {8});
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
        l2.fill("a", TOKEN, new byte[(8 << 20) + 1], TTL);
        assertThat(store.calls).hasValue(0);
        assertThat(lines).last().asString().contains("too large");
    }

    @Test
    void fillsUnderWay_areBounded() {
        ready();
        store.silent = true;
        for (int i = 0; i < 20; i++) {
            l2.fill("a" + i, TOKEN, new byte[8 << 20], TTL);
        }
        assertThat(store.calls).hasValue(8);
    }

    @Test
    void sweepUnderWay_hidesItsKeysOnly() {
        ready();
        put("p:a", new byte[1]);
        put("q:a", new byte[1]);
        store.silent = true;
        l2.dropMatching("p:", "*");
        store.silent = false;
        int calls = store.calls.get();
        assertThat(at("p:a")).isNull();
        put("p:b", new byte[1]);
        assertThat(store.calls).hasValue(calls);
        assertThat(at("q:a")).isNotNull();
    }

    @Test
    void secondSweepOfAPattern_hidesItsKeysUntilItIsDoneToo() {
        ready();
        put("p:a", new byte[1]);
        store.silent = true;
        l2.dropMatching("p:", "*");
        l2.dropMatching("p:", "*");
        store.answerFirst();
        store.silent = false;
        assertThat(at("p:a")).isNull();
        store.answerFirst();
        assertThat(at("p:a")).isNotNull();
    }

    @Test
    void tooManySweeps_areNotBegun() {
        ready();
        store.silent = true;
        for (int i = 0; i < 32; i++) {
            assertThat(l2.dropMatching("p:", "a" + i)).isNotNull();
        }
        assertThat(l2.dropMatching("p:", "b")).isNull();
        assertThat(l2.dropMatching("p:", "a1")).isNotNull();
    }

    @Test
    void sweepDuringAnOutage_isDoneAfterIt() {
        ready();
        put("p:a", new byte[1]);
        store.usable = false;
        l2.dropMatching("p:", "*");
        ready();
        await().until(() -> !store.entries.containsKey("p:a"));
        await().untilAsserted(() -> {
            put("p:b", new byte[1]);
            assertThat(at("p:b")).isNotNull();
        });
    }

    @Test
    void closed_isUnusable() {
        ready();
        l2.close();
        assertThat(l2.isUsable()).isFalse();
        assertThat(at("a")).isNull();
        assertThat(lines).isEmpty();
    }

    @Test
    void noL2_isNeverUsable() {
        try (L2 none = new NoL2()) {
            none.fill("a", Lease.forLoad().token(), new byte[1], TTL);
            assertThat(none.get("a").await()).isEqualTo(Reply.AWAY);
            assertThat(none.getAll(List.of("a", "b")).await()).containsExactly(Reply.AWAY, Reply.AWAY);
            assertThat(none.lease("a", Lease.forLoad(), TTL, null).await()).isEqualTo(Reply.AWAY);
            assertThat(none.isUsable()).isFalse();
        }
    }

    @Test
    void whatAnotherOwes_isDroppedHere_andNotBelievedBefore() {
        ready();
        put("a", (byte) 1);
        put("b", (byte) 1);
        ScriptedStore lost = new ScriptedStore();
        GuardedL2 before = GuardedL2.start(lost, ScriptedStore.times(DEADLINE), "tiercel:", EventLog.to(lines::add));
        before.drop(List.of("a"));

        store.deletesFail = true;
        l2.adopt(before);
        assertThat(l2.get("a").await()).isEqualTo(Reply.AWAY);
        assertThat(at("b")).containsExactly(1);

        store.deletesFail = false;
        store.returned();
        await().until(() -> store.entries.get("a") == null);
        before.close();
    }
}
