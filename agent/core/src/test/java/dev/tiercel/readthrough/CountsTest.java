package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.CacheCounts;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.metrics.Count;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Every call is counted once, by what answered it. */
class CountsTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker, new Behaviour().staleIfError(Corridor.TTL));
    private final WovenRead find = corridor.read("products");

    private static CacheCounts counts(Corridor of) {
        return of.caches().figures().get(0).counts();
    }

    private static Map<Answer, Long> answers(Corridor of) {
        Map<Answer, Long> answers = new EnumMap<>(Answer.class);
        for (Answer each : Answer.values()) {
            if (counts(of).of(each) > 0) {
                answers.put(each, counts(of).of(each));
            }
        }
        return answers;
    }

    private void advance() {
        ticker.advance(Corridor.TTL);
        l2.millis.addAndGet(Corridor.TTL.toMillis());
    }

    private static Object fails() throws IOException {
        throw new IOException("no database");
    }

    @Test
    void everyTier_isCountedOnce() throws Exception {
        find.call(() -> "anna", 1);
        find.call(() -> "none", 1);
        find.tracedCall(() -> "none", 1);
        Corridor elsewhere = Corridor.over(l2, ticker);
        elsewhere.read("products").call(() -> "none", 1);

        assertThat(answers(corridor)).isEqualTo(Map.of(Answer.LOADED, 1L, Answer.L1, 2L));
        assertThat(answers(elsewhere)).isEqualTo(Map.of(Answer.L2, 1L));
        assertThat(counts(corridor).of(Count.PUTS)).isEqualTo(1);
        assertThat(corridor.caches().figures().get(0).entries().getAsLong()).isEqualTo(1);
    }

    @Test
    void nullInL1_isAHit() throws Exception {
        find.call(() -> null, 1);
        find.call(() -> "none", 1);
        assertThat(answers(corridor)).isEqualTo(Map.of(Answer.LOADED, 1L, Answer.L1, 1L));
    }

    @Test
    void failure_isCovered_whereAnEntryPastItsTimeAnswers() throws Exception {
        assertThatThrownBy(() -> find.call(CountsTest::fails, 1)).isInstanceOf(IOException.class);
        find.call(() -> "anna", 1);
        advance();
        find.call(CountsTest::fails, 1);

        assertThat(answers(corridor)).isEqualTo(Map.of(Answer.FAILED, 1L, Answer.LOADED, 1L, Answer.STALE, 1L));
        assertThat(counts(corridor).of(Count.COVERED_FAILURES)).isEqualTo(1);
    }

    @Test
    void slowLoad_isOfTheBackground_andItsCallerIsAnsweredStale() throws Exception {
        Corridor soft = Corridor.over(
                l2, ticker, new Behaviour().staleIfError(Corridor.TTL).loaderSoftTimeout(Duration.ofMillis(1)));
        WovenRead slow = soft.read("products");
        slow.call(() -> "anna", 1);
        advance();
        CountDownLatch release = new CountDownLatch(1);

        assertThat(slow.call(
                        () -> {
                            release.await();
                            return "berta";
                        },
                        1))
                .isEqualTo("anna");
        release.countDown();
        await().until(() -> counts(soft).of(Count.BACKGROUND_LOADS) == 1);

        assertThat(answers(soft)).isEqualTo(Map.of(Answer.LOADED, 1L, Answer.STALE, 1L));
    }

    @Test
    void follower_hasJoined_whateverCameOfIt() throws Exception {
        for (Callable<?> body : List.<Callable<?>>of(() -> "anna", CountsTest::fails)) {
            Corridor fresh = Corridor.over(new TwinL2(), ticker);
            WovenRead method = fresh.read("products");
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch loading = new CountDownLatch(1);
            Thread leader = new Thread(new FutureTask<>(() -> method.call(
                    () -> {
                        loading.countDown();
                        release.await();
                        return body.call();
                    },
                    1)));
            leader.start();
            loading.await();
            Thread follower = new Thread(new FutureTask<>(() -> method.call(() -> "none", 1)));
            follower.start();
            await().until(() -> follower.getState() == Thread.State.TIMED_WAITING);
            release.countDown();
            leader.join();
            follower.join();

            assertThat(answers(fresh)).containsEntry(Answer.JOINED, 1L).hasSize(2);
        }
    }

    @Test
    void loadOfAnotherProcess_isJoined() throws Exception {
        Corridor elsewhere = Corridor.over(l2, ticker);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(1);
        Thread leader = new Thread(new FutureTask<>(() -> find.call(
                () -> {
                    loading.countDown();
                    release.await();
                    return "anna";
                },
                1)));
        leader.start();
        loading.await();
        FutureTask<Object> follower =
                new FutureTask<>(() -> elsewhere.read("products").call(() -> "none", 1));
        Thread following = new Thread(follower);
        following.start();
        await().until(() -> following.getState() == Thread.State.TIMED_WAITING);
        release.countDown();

        assertThat(follower.get()).isEqualTo("anna");
        assertThat(answers(elsewhere)).isEqualTo(Map.of(Answer.JOINED_ELSEWHERE, 1L));
    }

    @Test
    void stage_isCountedWhenItEnds() throws Exception {
        MethodSpec.Result result =
                new MethodSpec.Result(MethodSpec.Wrapper.STAGE, false, Corridor.STRING, "java.lang.String", true);
        WovenRead later = corridor.read(Corridor.reading("products", Corridor.ONE_KEY), result, Corridor.APPLICATION);
        CompletableFuture<String> source = new CompletableFuture<>();
        later.call(() -> source, 1);
        later.call(() -> source, 1);
        assertThat(answers(corridor)).isEmpty();

        source.complete("anna");
        await().until(() -> counts(corridor).of(Answer.JOINED) == 1);
        later.call(() -> source, 1);

        assertThat(answers(corridor)).isEqualTo(Map.of(Answer.LOADED, 1L, Answer.JOINED, 1L, Answer.L1, 1L));
    }

    @Test
    void batch_countsEachKey() throws Exception {
        Corridor batches = Corridor.over(new TwinL2(), ticker);
        WovenBatch findAll = WovenBatch.of(batches);
        findAll.list(Shop.old(), List.of(1L, 2L, 2L));
        findAll.list(Shop.old(), List.of(2L, 3L));

        assertThat(answers(batches)).isEqualTo(Map.of(Answer.LOADED, 3L, Answer.L1, 1L));
    }

    @Test
    void changes_areInvalidationsOrPuts() throws Exception {
        find.call(() -> "anna", 1);
        corridor.write(Corridor.drop("products")).call(1);
        corridor.write(Corridor.clear("products")).call(1);
        corridor.write(Corridor.put("products")).call(1);
        corridor.changes().invalidateTag("products", "tools");
        corridor.changes().invalidatePattern("products", "*");

        assertThat(counts(corridor).of(Count.INVALIDATIONS)).isEqualTo(4);
        assertThat(counts(corridor).of(Count.PUTS)).isEqualTo(2);
    }

    @Test
    void resultThatL2DoesNotTake_isALostLease() throws Exception {
        find.call(
                () -> {
                    l2.all.clear(); // Somebody else has dropped it.
                    return "anna";
                },
                1);
        assertThat(counts(corridor).of(Count.LOST_LEASES)).isEqualTo(1);
    }

    @Test
    void row_isAsTheApiReadsIt() throws Exception {
        find.call(() -> "anna", 1);
        CacheFigures figures = corridor.caches().figures().get(0);

        assertThat(figures.row()).hasSize(14).startsWith("products", 0L, 0L, 0L, 1L, 0L, 0L, 1L);
        assertThat((Object[][]) figures.row()[13])
                .hasNumberOfRows(3)
                .satisfies(rows -> assertThat(rows[2]).startsWith("LOADER", 1L).hasSize(7));
    }
}
