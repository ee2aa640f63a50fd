package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class TracesTest {
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, new ManualTicker());
    private final WovenRead find = corridor.read("products");

    private void call(Object key) throws Exception {
        find.tracedCall(() -> "value", key);
    }

    private static List<Object> outcomes(Object trace) {
        return Arrays.stream(Traces.end(trace)).map(row -> row[2]).toList();
    }

    @Test
    void call_isARowOfCacheMethodOutcomeAndTime() throws Exception {
        Object trace = Traces.begin();
        long before = System.nanoTime();
        call(1);
        long atMost = System.nanoTime() - before;

        Object[][] rows = Traces.end(trace);
        assertThat(rows).hasNumberOfRows(1);
        assertThat(rows[0]).startsWith("products", "Shop.find", "LOADER").hasSize(4);
        assertThat((Long) rows[0][3]).isBetween(0L, atMost);
    }

    @Test
    void everyTier_isNamed() throws Exception {
        call(1);
        Object trace = Traces.begin();
        call(1);
        call(2);
        Corridor.over(l2, new ManualTicker()).read("products").tracedCall(() -> "none", 1);
        assertThat(outcomes(trace)).containsExactly("L1", "LOADER", "L2");
    }

    @Test
    void cachedNull_isAnAnswerOfItsTier() throws Exception {
        find.tracedCall(() -> null, 1);
        Object trace = Traces.begin();
        find.tracedCall(() -> "none", 1);
        assertThat(outcomes(trace)).containsExactly("L1");
    }

    @Test
    void exception_isACallOfTheLoader() {
        Object trace = Traces.begin();
        assertThatThrownBy(() -> find.tracedCall(
                        () -> {
                            throw new IOException();
                        },
                        1))
                .isInstanceOf(IOException.class);
        assertThat(outcomes(trace)).containsExactly("LOADER");
    }

    @Test
    void follower_tellsWhatItsLeaderNeeded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(1);
        Thread leader = new Thread(new FutureTask<>(() -> find.call(
                () -> {
                    loading.countDown();
                    release.await();
                    return "value";
                },
                1)));
        leader.start();
        loading.await();
        FutureTask<List<Object>> follower = new FutureTask<>(() -> {
            Object trace = Traces.begin();
            call(1);
            return outcomes(trace);
        });
        Thread following = new Thread(follower);
        following.start();
        await().until(() -> following.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        assertThat(follower.get()).containsExactly("LOADER");
    }

    @Test
    void innerTrace_isPartOfTheOuterOne() throws Exception {
        Object outer = Traces.begin();
        call(1);
        Object inner = Traces.begin();
        call(2);
        call(1);
        assertThat(outcomes(inner)).containsExactly("LOADER", "L1");
        call(2);
        assertThat(outcomes(outer)).containsExactly("LOADER", "LOADER", "L1", "L1");
    }

    @Test
    void writes_areNoRows() {
        Object trace = Traces.begin();
        corridor.write(Corridor.drop("products")).call(1);
        assertThat(outcomes(trace)).isEmpty();
    }

    @Test
    void otherThreads_areNotRecorded() throws Exception {
        Object trace = Traces.begin();
        Thread other = new Thread(new FutureTask<>((Callable<Object>) () -> {
            call(1);
            return "done";
        }));
        other.start();
        other.join();
        assertThat(find.hit(1)).isNotNull();
        assertThat(outcomes(trace)).isEmpty();
    }

    @Test
    void endedTrace_recordsNoMore() throws Exception {
        FutureTask<List<Object>> afterTheEnd = new FutureTask<>(() -> {
            Object trace = Traces.begin();
            Traces.end(trace);
            call(1);
            return outcomes(trace);
        });
        new Thread(afterTheEnd).start(); // One that has taken no trace before.
        assertThat(afterTheEnd.get()).isEmpty();
    }

    @Test
    void whatIsNoTraceOfThisThread_hasNoRows() throws Exception {
        assertThat(Traces.end("no trace")).isEmpty();
        Object trace = Traces.begin();
        call(1);
        FutureTask<List<Object>> elsewhere = new FutureTask<>(() -> outcomes(trace));
        Thread other = new Thread(elsewhere);
        other.start();
        assertThat(elsewhere.get()).isEmpty();
        assertThat(outcomes(trace)).containsExactly("LOADER");
    }

    @Test
    void rows_areBounded() throws Exception {
        Object trace = Traces.begin();
        for (int i = 0; i < 10_050; i++) {
            call(1);
        }
        assertThat(outcomes(trace)).hasSize(10_000).startsWith("LOADER", "L1");
    }

    @Test
    void use_isRemembered() {
        Traces.end(Traces.begin());
        assertThat(Traces.areUsed()).isTrue();
    }
}
