package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries that are loaded anew before their time is over. The ttl is 100 s, and the refresh is due after 80. */
class EagerRefreshTest {
    private static final Duration DUE = Duration.ofSeconds(80);

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final List<Corridor> corridors = new ArrayList<>();
    private final WovenRead find = corridor().read("products");
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Callable<Object> body = () -> "value " + loads.incrementAndGet();

    private Corridor corridor() {
        Corridor corridor = Corridor.over(l2, ticker, new Behaviour().eagerRefresh(0.8));
        corridors.add(corridor);
        return corridor;
    }

    @AfterEach
    void endThreads() {
        release.countDown();
        corridors.forEach(corridor -> corridor.loads.close());
    }

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    @Test
    void beforeItIsDue_nothingIsLoaded() throws Exception {
        find.call(body, 1);
        advance(DUE.minusMillis(1));
        assertThat(find.hit(1)).isEqualTo("value 1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void onceDue_aHitAnswersAtOnceAndHasItLoadedAnew() throws Exception {
        find.call(body, 1);
        advance(DUE);
        assertThat(find.call(body, 1)).isEqualTo("value 1");
        await().until(() -> "value 2".equals(find.hit(1)));
        advance(DUE.minusMillis(1));
        assertThat(find.hit(1)).as("its time begins anew").isEqualTo("value 2");
        assertThat(l2.all).as("no lease is left").hasSize(1);
        assertThat(Corridor.over(l2, ticker).read("products").call(body, 1)).isEqualTo("value 2");
    }

    @Test
    void manyHits_haveItLoadedOnce() throws Exception {
        find.call(body, 1);
        advance(DUE);
        Callable<Object> slow = () -> {
            Object value = body.call();
            release.await();
            return value;
        };
        for (int i = 0; i < 100; i++) {
            assertThat(find.call(slow, 1)).isEqualTo("value 1");
        }
        await().until(() -> loads.get() == 2);
        for (int i = 0; i < 100; i++) {
            assertThat(find.call(slow, 1)).isEqualTo("value 1");
        }
        release.countDown();
        await().until(() -> "value 2".equals(find.hit(1)));
        assertThat(loads).hasValue(2);
    }

    @Test
    void otherInstances_takeWhatTheFirstOneLeftInL2() throws Exception {
        WovenRead there = corridor().read("products");
        find.call(body, 1);
        there.call(body, 1);
        advance(DUE);
        find.call(body, 1);
        await().until(() -> "value 2".equals(find.hit(1)));

        assertThat(there.call(body, 1)).isEqualTo("value 1");
        await().until(() -> "value 2".equals(there.hit(1)));
        assertThat(loads).hasValue(2);
    }

    @Test
    void whileAnotherInstanceLoads_nobodyElseDoes() throws Exception {
        WovenRead there = corridor().read("products");
        find.call(body, 1);
        there.call(body, 1);
        advance(DUE);
        CountDownLatch loading = new CountDownLatch(1);
        find.call(
                () -> {
                    loading.countDown();
                    release.await();
                    return body.call();
                },
                1);
        loading.await();

        int leases = l2.leases.get();
        there.call(body, 1);
        await().until(() -> l2.leases.get() > leases);
        await().until(() -> there.hit(1) != null); // Put off: hits need no thought again.
        assertThat(there.hit(1)).isEqualTo("value 1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void failedRefresh_leavesTheEntry_andIsTriedAgainLater() throws Exception {
        find.call(body, 1);
        advance(DUE);
        CountDownLatch failed = new CountDownLatch(1);
        find.call(
                () -> {
                    failed.countDown();
                    throw new IOException("no database");
                },
                1);
        failed.await();
        await().until(() -> l2.all.size() == 1); // The lease beside the key is given back.
        assertThat(find.hit(1)).isEqualTo("value 1");

        advance(Duration.ofSeconds(6)); // More than a quarter of what was left.
        find.call(body, 1);
        await().until(() -> "value 2".equals(find.hit(1)));
    }

    @Test
    void invalidationDuringTheRefresh_keepsItFromStoringAnything() throws Exception {
        Corridor corridor = corridor();
        WovenRead method = corridor.read("products");
        method.call(() -> "old", 1);
        advance(DUE);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        method.call(
                () -> {
                    loading.countDown();
                    release.await();
                    ended.countDown();
                    return "old";
                },
                1);
        loading.await();
        corridor.write(Corridor.drop("products")).call(1);
        assertThat(method.call(() -> "new", 1)).isEqualTo("new");
        release.countDown();
        ended.await();
        await().until(() -> l2.all.size() == 1);

        assertThat(method.hit(1)).isEqualTo("new");
        assertThat(Corridor.over(l2, ticker).read("products").call(() -> "none", 1))
                .isEqualTo("new");
    }

    @Test
    void entryThatIsDroppedJustBeforeItsRefresh_doesNotComeBackWhereThatFails() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        AtomicReference<Runnable> atSecondLook = new AtomicReference<>(() -> {});
        Corridor corridor = Corridor.over(
                l2,
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        atSecondLook.get().run();
                    }
                    return ticker.nanos();
                },
                new Behaviour().eagerRefresh(0.8));
        corridors.add(corridor);
        WovenRead method = corridor.read("products");
        WovenWrite drop = corridor.write(Corridor.drop("products"));
        method.call(() -> "old", 1);
        advance(DUE);
        BlockingQueue<Thread> refreshing = new LinkedBlockingQueue<>();
        atSecondLook.set(() -> drop.call(1)); // By somebody else, once the reader has the entry in its hand.
        looks.set(0);
        Object answer = method.call(
                () -> {
                    refreshing.add(Thread.currentThread());
                    throw new IOException("no database");
                },
                1);
        assertThat(answer).as("who began before the change").isEqualTo("old");
        Thread refresh = refreshing.take();
        corridor.loads.close();
        refresh.join();
        assertThat(method.call(() -> "new", 1)).isEqualTo("new");
    }

    @Test
    void withL2Away_eachInstanceLoadsForItself() throws Exception {
        l2.usable = false;
        find.call(body, 1);
        advance(DUE);
        find.call(body, 1);
        await().until(() -> "value 2".equals(find.hit(1)));
    }

    @Test
    void entryThatExpiresDuringItsRefresh_isWaitedFor() throws Exception {
        find.call(body, 1);
        advance(DUE);
        CountDownLatch loading = new CountDownLatch(1);
        find.call(
                () -> {
                    loading.countDown();
                    release.await();
                    return body.call();
                },
                1);
        loading.await();
        advance(Corridor.TTL);
        Thread releaser = new Thread(release::countDown);
        releaser.start();
        assertThat(find.call(
                        () -> {
                            throw new AssertionError("loaded twice");
                        },
                        1))
                .isEqualTo("value 2");
        releaser.join();
    }
}
