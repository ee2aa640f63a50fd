package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleFlightTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final WovenRead find = Corridor.over(l2, ticker).read("products");
    private final WovenRead impatient = Corridor.impatient(l2, ticker).read("products");
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    });
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void endThreads() {
        release.countDown();
        pool.shutdownNow();
    }

    /** A load by another thread, which does not end before the release; when this returns, it is under way. */
    private Future<?> leader(WovenRead method, Callable<?> body) throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        Future<?> leader = pool.submit(() -> method.call(
                () -> {
                    loading.countDown();
                    release.await();
                    return body.call();
                },
                1));
        loading.await();
        return leader;
    }

    /** A call by another thread, which waits for the leader when this returns. */
    private Future<?> follower(Callable<?> body) {
        Future<?> follower = pool.submit(() -> find.call(body, 1));
        Thread thread = threads.get(threads.size() - 1);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return follower;
    }

    @Test
    void callsAtOnce_loadOnce() throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(pool.submit(() -> find.call(
                    () -> {
                        loads.incrementAndGet();
                        release.await();
                        return new String("anna");
                    },
                    1)));
        }
        await().until(() -> threads.stream()
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == 63);
        release.countDown();

        Object value = calls.get(0).get();
        assertThat(value).isEqualTo("anna");
        for (Future<?> call : calls) {
            assertThat(call.get()).isSameAs(value);
        }
        assertThat(loads).hasValue(1);
        assertThat(l2.fills).hasValue(1);
        assertThat(l2.gets).hasValue(1);
    }

    @Test
    void otherKeys_doNotWait() throws Exception {
        leader(find, () -> "anna");
        assertThat(find.call(() -> "berta", 2)).isEqualTo("berta");
    }

    @Test
    void nullOfTheLeader_isTheFollowersToo() throws Exception {
        leader(find, () -> null);
        Future<?> follower = follower(() -> "loaded again");
        release.countDown();
        assertThat(follower.get()).isNull();
    }

    @Test
    void exceptionOfTheLeader_isTheFollowersToo() throws Exception {
        IOException thrown = new IOException("no database");
        Future<?> leader = leader(find, () -> {
            throw thrown;
        });
        Future<?> follower = follower(() -> "loaded again");
        release.countDown();

        assertThatThrownBy(leader::get)
                .hasCause(thrown)
                .extracting(Throwable::getCause)
                .isSameAs(thrown);
        assertThatThrownBy(follower::get).extracting(Throwable::getCause).isSameAs(thrown);
        assertThat(find.call(() -> "afterwards", 1)).isEqualTo("afterwards");
    }

    @ParameterizedTest
    @ValueSource(classes = {InterruptedException.class, StackOverflowError.class, OutOfMemoryError.class})
    void interruptionAndErrorOfTheLeader_areItsOwn(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getConstructor().newInstance();
        Future<?> leader = leader(find, () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        });
        Future<?> follower = follower(() -> "loaded again");
        release.countDown();

        assertThatThrownBy(leader::get).isInstanceOf(ExecutionException.class).hasCause(thrown);
        assertThat(follower.get()).isEqualTo("loaded again");
        assertThat(find.hit(1)).as("it loads in the leader's place").isEqualTo("loaded again");
    }

    @Test
    void followerThatWaitedItsBudget_loadsForItselfAndStoresNothing() throws Exception {
        leader(impatient, () -> "slow");

        assertThat(impatient.call(() -> "quick", 1)).isEqualTo("quick");

        assertThat(impatient.hit(1)).isNull();
        assertThat(l2.fills).hasValue(0);
    }

    @Test
    void leaderThatTookLong_isStillKept() throws Exception {
        Future<?> leader = leader(impatient, () -> "slow");
        impatient.call(() -> "quick", 1);
        release.countDown();
        leader.get();
        assertThat(impatient.hit(1)).isEqualTo("slow");
    }

    @Test
    void interruptedFollower_loadsForItselfAndStaysInterrupted() throws Exception {
        leader(find, () -> "slow");
        Thread.currentThread().interrupt();
        Object value = find.call(() -> "own", 1);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(value).isEqualTo("own");
    }

    @Test
    void ownersCallWithinItsLoad_isLeftAloneAtOnce() throws Exception {
        Future<Object> inner = pool.submit(() -> {
            assertThat(find.open(() -> "value", 1)).isNotNull();
            return find.open(() -> "value", 1);
        });
        await().until(inner::isDone);
        assertThat(inner.get()).isNull();
    }

    @Test
    void callThatMissedTheLanding_findsItsEntry() throws Exception {
        l2.usable = false;
        Behaviour roomy = new Behaviour().maxEntries(1_000_000);
        WovenRead method = Corridor.over(l2, ticker, roomy).read("products");
        CountDownLatch start = new CountDownLatch(4);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(pool.submit(() -> {
                start.countDown();
                start.await();
                for (int key = 0; key < 20_000; key++) {
                    method.call(loads::incrementAndGet, key);
                }
                return "done";
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        assertThat(loads).hasValue(20_000);
    }

    @Test
    void loadWhoseThreadDied_isTakenOver() throws Exception {
        AtomicReference<Object> abandoned = new AtomicReference<>();
        Thread dead = new Thread(() -> abandoned.set(find.open(() -> "value", 1)));
        dead.start();
        dead.join();
        assertThat(abandoned.get()).isNotNull();

        assertThat(find.call(() -> "anna", 1)).isEqualTo("anna");
        assertThat(find.hit(1)).isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loadUnderWay_isNotJoinedAfterAnInvalidation(boolean ofTheWholeCache) throws Exception {
        Corridor corridor = Corridor.over(l2, ticker);
        WovenRead method = corridor.read("products");
        Future<?> leader = leader(method, () -> "old");
        corridor.write(ofTheWholeCache ? Corridor.clear("products") : Corridor.drop("products"))
                .call(1);

        assertThat(method.call(() -> "new", 1)).isEqualTo("new");
        release.countDown();
        assertThat(leader.get()).isEqualTo("old");
        assertThat(method.hit(1)).isEqualTo("new");
        assertThat(Corridor.over(l2, ticker).read("products").call(() -> "none", 1))
                .isEqualTo("new");
    }
}
