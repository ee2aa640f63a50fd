package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.Outcome;
import dev.tiercel.entry.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an entry past its time is good for. */
class StaleIfErrorTest {
    private static final Duration STALE = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final IOException FAILURE = new IOException("no database");

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private Corridor corridor = Corridor.over(l2, ticker, new Behaviour().staleIfError(STALE));
    private WovenRead find = corridor.read("products");

    @AfterEach
    void endThreads() {
        release.countDown();
        pool.shutdownNow();
        corridor.loads.close();
    }

    private void softly(Duration timeout) {
        corridor = Corridor.over(l2, ticker, new Behaviour().staleIfError(STALE).loaderSoftTimeout(timeout));
        find = corridor.read("products");
    }

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    private static Object fail() throws IOException {
        throw FAILURE;
    }

    @Test
    void failedLoad_isAnsweredByTheEntryPastItsTime_untilThatIsOverToo() throws Exception {
        find.call(() -> "old", 1);
        advance(Corridor.TTL.plus(STALE).minus(MOMENT));
        assertThat(find.call(StaleIfErrorTest::fail, 1)).isEqualTo("old");
        advance(MOMENT);
        assertThatThrownBy(() -> find.call(StaleIfErrorTest::fail, 1)).isSameAs(FAILURE);
    }

    @Test
    void withoutTheSetting_theFailureIsTheCallers() throws Exception {
        WovenRead plain = Corridor.over(l2, ticker).read("products");
        plain.call(() -> "old", 1);
        advance(Corridor.TTL);
        assertThatThrownBy(() -> plain.call(StaleIfErrorTest::fail, 1)).isSameAs(FAILURE);
    }

    @Test
    void errorsOfTheMachine_flyAsTheyAre() throws Exception {
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        StackOverflowError error = new StackOverflowError();
        assertThatThrownBy(() -> find.call(
                        () -> {
                            throw error;
                        },
                        1))
                .isSameAs(error);
    }

    @Test
    void failedLoad_isTriedAgainByTheNextCall() throws Exception {
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        find.call(StaleIfErrorTest::fail, 1);
        assertThat(find.call(() -> "new", 1)).isEqualTo("new");
        assertThat(l2.all).as("no lease is left").hasSize(1);
    }

    @Test
    void entryOfL2PastItsTime_answersToo_andStaysThereMeanwhile() throws Exception {
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        WovenRead there =
                Corridor.over(l2, ticker, new Behaviour().staleIfError(STALE)).read("products");
        assertThat(there.call(
                        () -> {
                            assertThat(l2.entries()).containsKey("app:products:1");
                            return fail();
                        },
                        1))
                .isEqualTo("old");
        assertThat(there.call(() -> "new", 1)).isEqualTo("new");
        assertThat(Corridor.over(l2, ticker).read("products").call(StaleIfErrorTest::fail, 1))
                .isEqualTo("new");
    }

    @Test
    void invalidatedEntry_isNotAnsweredAgain() throws Exception {
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        corridor.write(Corridor.drop("products")).call(1);
        assertThatThrownBy(() -> find.call(StaleIfErrorTest::fail, 1)).isSameAs(FAILURE);
    }

    @Test
    void staleAnswer_isTracedAsSuch() throws Exception {
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        Object trace = Traces.begin();
        find.tracedCall(StaleIfErrorTest::fail, 1);
        assertThat(Traces.end(trace)[0][2]).isEqualTo(Outcome.STALE.name());
    }

    @Test
    void slowLoad_isAnsweredByTheEntryPastItsTime_andGoesOn() throws Exception {
        softly(MOMENT);
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        AtomicReference<Thread> loader = new AtomicReference<>();

        assertThat(find.call(
                        () -> {
                            loader.set(Thread.currentThread());
                            release.await();
                            return "new";
                        },
                        1))
                .isEqualTo("old");

        release.countDown();
        await().until(() -> find.hit(1) != null);
        assertThat(find.hit(1)).isEqualTo("new");
        assertThat(loader.get().getName()).startsWith("tiercel-load-");
        assertThat(loader.get().isDaemon()).isTrue();
    }

    @Test
    void loadBesideAStaleEntry_seesTheApplicationsContextLoader_andIsWaitedForWhileItIsQuick() throws Exception {
        softly(Duration.ofSeconds(30));
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        assertThat(find.call(() -> Thread.currentThread().getContextClassLoader(), 1))
                .as("not of the declared type, but the test only asks what it was")
                .isSameAs(Corridor.APPLICATION);
    }

    @Test
    void slowLoadThatFails_leavesTheStaleEntry() throws Exception {
        softly(Duration.ofSeconds(30));
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        assertThat(find.call(StaleIfErrorTest::fail, 1)).isEqualTo("old");
        assertThat(find.call(() -> "new", 1)).isEqualTo("new");
    }

    @Test
    void othersWhoMeetTheSlowLoad_areAnsweredByTheStaleEntryToo() throws Exception {
        softly(MOMENT);
        find.call(() -> "old", 1);
        advance(Corridor.TTL);
        CountDownLatch loading = new CountDownLatch(1);
        find.call(
                () -> {
                    loading.countDown();
                    release.await();
                    return "new";
                },
                1);
        loading.await();
        Future<Object> other = pool.submit(() -> find.call(() -> "loaded twice", 1));
        assertThat(other.get()).isEqualTo("old");
    }

    @Test
    void withoutAStaleEntry_theLoadRunsOnTheCallersThread() throws Exception {
        softly(MOMENT);
        Thread[] loader = new Thread[1];
        find.call(
                () -> {
                    loader[0] = Thread.currentThread();
                    return "value";
                },
                1);
        assertThat(loader[0]).isSameAs(Thread.currentThread());
    }
}
