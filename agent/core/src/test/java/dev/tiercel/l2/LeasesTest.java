package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases behind the guard, where the store is late, silent or away. */
class LeasesTest {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedStore store = new ScriptedStore();
    private final GuardedL2 l2 =
            GuardedL2.start(store, ScriptedStore.times(Duration.ofMillis(50)), "tiercel:", EventLog.to(lines::add));
    private final Lease lease = Lease.forLoad();

    @BeforeEach
    void ready() {
        store.returned();
    }

    @AfterEach
    void close() {
        l2.close();
    }

    /** Waits for it, and not for ever. */
    private static <T> T ended(CompletionStage<T> stage) {
        await().until(() -> stage.toCompletableFuture().isDone());
        return stage.toCompletableFuture().join();
    }

    private Pending<Reply> asked() {
        return l2.lease("a", lease, TTL, null);
    }

    @Test
    void lease_isGrantedOnce_andTellsWhatStandsThereElse() {
        assertThat(asked().await()).isEqualTo(Reply.GRANTED);
        assertThat(l2.lease("a", Lease.forLoad(), TTL, null).await()).isEqualTo(Reply.LEASED);
        assertThat(l2.get("a").await()).isEqualTo(Reply.LEASED);
        l2.fill("a", lease.token(), new byte[] {7}, TTL);
        assertThat(l2.lease("a", Lease.forLoad(), TTL, null).await()).isInstanceOf(Reply.Value.class);
        l2.hold("a", Lease.forChange(), TTL);
        assertThat(l2.get("a").await()).isEqualTo(Reply.HELD);
        assertThat(l2.lease("a", Lease.forLoad(), TTL, null).await()).isEqualTo(Reply.HELD);
    }

    @Test
    void leaseThatNobodyWaitsForAnyMore_isGivenBack_whenItIsGranted() {
        store.silent = true;
        assertThat(asked().await()).isEqualTo(Reply.AWAY);
        assertThat(store.entries).containsKey("a");
        store.answerNow();
        assertThat(store.entries).doesNotContainKey("a");
    }

    @Test
    void leaseThatNobodyWaitsForAnyMoreLater_isGivenBackToo() {
        store.silent = true;
        CompletionStage<Reply> later = asked().later();
        assertThat(ended(later)).isEqualTo(Reply.AWAY);
        store.answerNow();
        assertThat(store.entries).doesNotContainKey("a");
    }

    @Test
    void leaseOfAnInterruptedCaller_isGivenBack() {
        store.silent = true;
        Thread.currentThread().interrupt();
        assertThat(asked().await()).isEqualTo(Reply.AWAY);
        assertThat(Thread.interrupted()).isTrue();
        store.answerNow();
        assertThat(store.entries).doesNotContainKey("a");
    }

    @Test
    void leaseThatTimedOutInTheStore_isGivenBack_forTheServerMayGrantItYet() {
        store.silent = true;
        assertThat(asked().await()).isEqualTo(Reply.AWAY);
        store.failNow(L2Failure.timedOut());
        assertThat(store.entries).doesNotContainKey("a");
    }

    @Test
    void leaseThatWasRefused_isNotGivenBack() {
        store.failure = L2Failure.refusal("NOPERM");
        assertThat(asked().await()).isEqualTo(Reply.AWAY);
        assertThat(store.calls).hasValue(1);
    }

    @Test
    void leaseThatIsGrantedInTime_stays() {
        store.silent = true;
        CompletionStage<Reply> later = asked().later();
        store.answerNow();
        assertThat(ended(later)).isEqualTo(Reply.GRANTED);
        assertThat(store.entries).containsKey("a");
    }

    @Test
    void replace_storesWhereTheLeaseStands_andDropsElse() {
        l2.hold("a", lease, TTL);
        l2.replace("a", lease, new byte[] {1}, TTL);
        assertThat(store.entries.get("a")).containsExactly(1);
        l2.replace("a", lease, new byte[] {2}, TTL);
        assertThat(store.entries).doesNotContainKey("a");
        assertThat(lines).isEmpty();
    }

    @Test
    void replaceWhileTheStoreIsAway_isADropLater() {
        store.entries.put("a", new byte[] {1});
        store.usable = false;
        l2.replace("a", lease, new byte[] {2}, TTL);
        assertThat(lines).singleElement().asString().contains("An invalidation did not reach Redis (unavailable)");
        store.returned();
        await().until(() -> !store.entries.containsKey("a"));
    }

    @Test
    void replaceThatFailsOrIsNotAnswered_isADropLater() {
        store.entries.put("a", new byte[] {1});
        store.silent = true;
        l2.replace("a", lease, new byte[] {2}, TTL);
        assertThat(l2.get("a").await()).isEqualTo(Reply.AWAY);
        assertThat(lines).singleElement().asString().contains("An invalidation did not reach Redis (timed out, hung?)");
        store.silent = false;
        store.returned();
        await().until(() -> !store.entries.containsKey("a"));

        store.entries.put("b", new byte[] {1});
        store.failure = L2Failure.refusal("OOM");
        l2.replace("b", lease, new byte[] {2}, TTL);
        store.failure = null;
        assertThat(l2.get("b").await()).isEqualTo(Reply.AWAY);
        store.returned();
        await().until(() -> !store.entries.containsKey("b"));
    }

    @Test
    void replaceByATooLargeValue_isADrop() {
        l2.hold("a", lease, TTL);
        l2.replace("a", lease, new byte[(8 << 20) + 1], TTL);
        assertThat(store.entries).doesNotContainKey("a");
        assertThat(lines).singleElement().asString().contains("too large");
    }

    @Test
    void replaceBeyondTheBytesUnderWay_isADrop() {
        store.silent = true;
        for (int i = 0; i < 8; i++) {
            l2.fill("f" + i, lease.token(), new byte[8 << 20], TTL);
        }
        store.silent = false;
        l2.hold("a", lease, TTL);
        l2.replace("a", lease, new byte[1], TTL);
        assertThat(store.entries).doesNotContainKey("a");
        store.answerNow();
        l2.hold("a", lease, TTL);
        l2.replace("a", lease, new byte[1], TTL);
        assertThat(store.entries.get("a")).hasSize(1);
    }

    @Test
    void replacementsThatAreDone_takeNoPlace() {
        byte[] large = new byte[8 << 20];
        for (int i = 0; i < 10; i++) {
            l2.hold("a", lease, TTL);
            l2.replace("a", lease, large, TTL);
            assertThat(store.entries.get("a")).isSameAs(large);
        }
    }

    @Test
    void manyKeys_areAnsweredInTheirOrder_whateverIsAway() {
        store.entries.put("value", new byte[] {7});
        store.entries.put("leased", lease.token());
        store.entries.put("held", Lease.forChange().token());
        store.away.add("away");
        List<Reply> replies = l2.getAll(List.of("away", "held", "value", "nothing", "leased", "value"))
                .await();
        assertThat(replies)
                .extracting(reply -> reply instanceof Reply.Value value ? value.bytes()[0] : reply)
                .containsExactly(Reply.AWAY, Reply.HELD, (byte) 7, Reply.NOTHING, Reply.LEASED, (byte) 7);
    }
}
