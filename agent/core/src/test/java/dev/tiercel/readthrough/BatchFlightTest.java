package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.l2.Lease;
import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.readthrough.WovenBatch.Source;
import dev.tiercel.readthrough.WovenBatch.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches and other loads of the same keys at once, in this process and in others. */
class BatchFlightTest {
    private static final Source UNASKED = ids -> {
        throw new AssertionError("the source was asked");
    };

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final WovenBatch findAll = WovenBatch.of(corridor);
    private final WovenRead find = corridor.read("products", WovenBatch.PRODUCT);
    private final Corridor elsewhere = Corridor.over(l2, ticker);
    private final WovenBatch findAllElsewhere = WovenBatch.of(elsewhere);
    private final Shop shop = Shop.old();

    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    });
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        release.countDown();
        pool.shutdownNow();
    }

    /** A call by another thread, whose load does not end before the release; when this returns, it is under way. */
    private <T> Future<T> loading(ThrowingFunction<Source, T> call, Source source) throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        Future<T> future = pool.submit(() -> call.apply(ids -> {
            loading.countDown();
            release.await();
            return source.load(ids);
        }));
        loading.await();
        return future;
    }

    /** A call by another thread, which waits for somebody when this returns. */
    private <T> Future<T> waiting(Callable<T> call) {
        Future<T> future = pool.submit(call);
        Thread thread = threads.get(threads.size() - 1);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return future;
    }

    private interface ThrowingFunction<T, R> {
        R apply(T from) throws Exception;
    }

    @Test
    void keyThatAnotherMethodLoads_isWaitedForAndNotLoadedAgain() throws Exception {
        Product loaded = Shop.product(1);
        Future<?> leader = loading(source -> find.call(() -> source.load(1L), 1), ids -> loaded);
        Future<List<Product>> batch = waiting(() -> findAll.list(shop, List.of(2L, 1L, 2L)));
        release.countDown();

        assertThat(batch.get()).isEqualTo(Shop.products(2, 1, 2)).element(1).isSameAs(loaded);
        assertThat(shop.asked).containsExactly(List.of(2L));
        assertThat(leader.get()).isSameAs(loaded);
    }

    @Test
    void keyThatABatchLoads_isWaitedForByTheMethodOfOneKey() throws Exception {
        Future<List<Product>> batch = loading(source -> findAll.list(source, List.of(1L, 2L)), shop);
        Future<Object> one = waiting(() -> find.call(
                () -> {
                    throw new AssertionError("the source was asked");
                },
                2));
        release.countDown();
        assertThat(one.get()).isSameAs(batch.get().get(1));
    }

    @Test
    void ownKeys_areLandedBeforeOthersAreWaitedFor() throws Exception {
        Future<List<Product>> first = loading(source -> findAll.list(source, List.of(1L, 2L)), shop);
        Shop other = Shop.old();
        Future<List<Product>> second = waiting(() -> findAll.list(other, List.of(2L, 3L, 1L)));

        assertThat(other.asked).containsExactly(List.of(3L));
        assertThat(find.hit(3)).as("it can be had while the batch waits").isEqualTo(Shop.product(3));
        assertThat(l2.entries()).containsOnlyKeys("app:products:3");

        release.countDown();
        assertThat(second.get()).isEqualTo(Shop.products(2, 3, 1));
        assertThat(first.get()).isEqualTo(Shop.products(1, 2));
        assertThat(shop.asked).containsExactly(List.of(1L, 2L));
    }

    @Test
    void ownLeases_areFilledBeforeOtherInstancesAreWaitedFor() throws Exception {
        Future<List<Product>> there = loading(source -> findAllElsewhere.list(source, List.of(1L, 2L)), Shop.old());
        int gets = l2.manyGets.get();
        Future<List<Product>> here = pool.submit(() -> findAll.list(shop, List.of(2L, 3L, 1L)));
        await().until(() -> l2.manyGets.get() > gets + 3);

        assertThat(l2.entries()).containsOnlyKeys("app:products:3");
        assertThat(l2.leases).as("one for each key that nothing stood at").hasValue(3);

        release.countDown();
        assertThat(here.get()).isEqualTo(Shop.products(2, 3, 1));
        assertThat(there.get()).isEqualTo(Shop.products(1, 2));
        assertThat(shop.asked).containsExactly(List.of(3L));
        assertThat(l2.gets)
                .as("many are asked for at once, also while they are waited for")
                .hasValue(0);
    }

    @Test
    void keysLoadedElsewhereForTooLong_areLoadedHereAndNotStoredInL2() throws Exception {
        Corridor impatient = Corridor.impatient(l2, ticker);
        Future<List<Product>> there = loading(source -> findAllElsewhere.list(source, List.of(1L, 2L)), Shop.old());
        Shop quick = new Shop("quick");

        assertThat(WovenBatch.of(impatient).list(quick, List.of(1L, 2L)))
                .containsExactly(new Product(1, "quick"), new Product(2, "quick"));
        assertThat(quick.asked).containsExactly(List.of(1L, 2L));
        assertThat(l2.entries()).isEmpty();

        release.countDown();
        there.get();
        assertThat(Corridor.over(l2, ticker)
                        .read("products", WovenBatch.PRODUCT)
                        .call(() -> null, 1))
                .isEqualTo(Shop.product(1));
    }

    @Test
    void keysLoadedByAnotherThreadForTooLong_areLoadedAndNotStored() throws Exception {
        Corridor impatient = Corridor.impatient(l2, ticker);
        WovenBatch method = WovenBatch.of(impatient);
        Future<List<Product>> leader = loading(source -> method.list(source, List.of(1L)), Shop.old());

        assertThat(method.list(new Shop("quick"), List.of(1L))).containsExactly(new Product(1, "quick"));
        assertThat(impatient.read("products", WovenBatch.PRODUCT).hit(1)).isNull();
        release.countDown();
        leader.get();
        assertThat(impatient.read("products", WovenBatch.PRODUCT).hit(1)).isEqualTo(Shop.product(1));
    }

    @Test
    void absentKeyOfABatch_isNotAskedForAgainByTheBatchThatWaited() throws Exception {
        Future<List<Product>> first = loading(source -> findAll.list(source, List.of(1L, 2L)), Shop.old(1L));
        Future<List<Product>> second = waiting(() -> findAll.list(UNASKED, List.of(1L, 2L)));
        release.countDown();
        assertThat(first.get()).isEqualTo(Shop.products(2));
        assertThat(second.get()).isEqualTo(Shop.products(2));
    }

    @Test
    void absentKeyOfABatch_saysNothingToTheMethodOfOneKey() throws Exception {
        Future<List<Product>> batch = loading(source -> findAll.list(source, List.of(1L)), Shop.old(1L));
        Future<Object> one = waiting(() -> find.call(() -> new Product(1, "default"), 1));
        release.countDown();
        batch.get();
        assertThat(one.get()).isEqualTo(new Product(1, "default"));
        assertThat(find.hit(1)).isEqualTo(new Product(1, "default"));
    }

    @Test
    void exceptionOfABatch_isThatOfTheBatchWhichAskedForAllOfIt() throws Exception {
        IOException thrown = new IOException("no database");
        Source broken = ids -> {
            throw thrown;
        };
        Future<List<Product>> first = loading(source -> findAll.list(source, List.of(1L, 2L)), broken);
        Future<List<Product>> more = waiting(() -> findAll.list(shop, List.of(2L, 3L, 1L)));
        Future<List<Product>> fewer = waiting(() -> findAll.list(shop, List.of(2L)));
        Future<Object> one = waiting(() -> find.call(() -> Shop.product(1), 1));
        release.countDown();

        assertThatThrownBy(first::get).extracting(Throwable::getCause).isSameAs(thrown);
        assertThatThrownBy(more::get).extracting(Throwable::getCause).isSameAs(thrown);
        assertThat(fewer.get()).as("1 may be to blame").isEqualTo(Shop.products(2));
        assertThat(one.get()).as("it may not throw that").isEqualTo(Shop.product(1));
    }

    @Test
    void exceptionOfTheMethodOfOneKey_isItsOwn() throws Exception {
        Future<Object> one = loading(source -> find.call(() -> source.load(1L), 1), ids -> {
            throw new IOException("there is no product 1");
        });
        Future<List<Product>> batch = waiting(() -> findAll.list(Shop.old(1L), List.of(1L, 2L)));
        release.countDown();
        assertThat(batch.get()).isEqualTo(Shop.products(2));
        assertThatThrownBy(one::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void staleEntry_answersWhereTheLoadOfAnotherFailed() throws Exception {
        Corridor stale = Corridor.over(l2, ticker, new Behaviour().staleIfError(Duration.ofHours(1)));
        WovenBatch method = WovenBatch.of(stale);
        method.list(shop, List.of(1L));
        ticker.advance(Corridor.TTL);
        l2.millis.addAndGet(Corridor.TTL.toMillis());
        Source broken = ids -> {
            throw new IOException("no database");
        };
        Future<List<Product>> first = loading(source -> method.list(source, List.of(1L)), broken);
        Future<List<Product>> second = waiting(() -> method.list(Shop.old(), List.of(1L, 2L)));
        release.countDown();
        assertThat(first.get()).isEqualTo(Shop.products(1));
        assertThat(second.get()).isEqualTo(Shop.products(1, 2));
    }

    @Test
    void interruptedBatch_loadsForItselfAndStaysInterrupted() throws Exception {
        loading(source -> findAll.list(source, List.of(1L)), Shop.old());
        loading(source -> findAllElsewhere.list(source, List.of(2L)), Shop.old());
        Thread.currentThread().interrupt();
        List<Product> found = findAll.list(shop, List.of(1L, 2L));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(found).isEqualTo(Shop.products(1, 2));
    }

    @Test
    void callInsideTheLoad_doesNotWaitForItself() throws Exception {
        Future<List<Product>> outer = pool.submit(() -> findAll.list(
                ids -> {
                    findAll.list(Shop.old(), List.of(1L, 2L));
                    return shop.load(ids);
                },
                List.of(1L)));
        await().until(outer::isDone); // Sooner than its budget.
        assertThat(outer.get()).isEqualTo(Shop.products(1));
    }

    @Test
    void exceptionWhileAnotherInstanceLoads_leavesNoFlightBehind() throws Exception {
        Future<List<Product>> there = loading(source -> findAllElsewhere.list(source, List.of(2L)), Shop.old());
        assertThatThrownBy(() -> findAll.list(
                        ids -> {
                            throw new IOException("no database");
                        },
                        List.of(1L, 2L)))
                .isInstanceOf(IOException.class);
        release.countDown();
        there.get();
        assertThat(find.call(() -> new Product(2, "loaded again"), 2)).isEqualTo(Shop.product(2));
    }

    @Test
    void tierThatFailsAfterTheLoad_makesNoIdLoadedTwice() throws Exception {
        HostileL2 hostile = new HostileL2(l2);
        WovenBatch method = WovenBatch.of(Corridor.over(hostile, ticker));
        loading(source -> findAllElsewhere.list(source, List.of(2L)), Shop.old());
        List<Product> found = method.list(
                ids -> {
                    hostile.breakAt(HostileL2.Port.GET, IllegalStateException::new);
                    return shop.load(ids);
                },
                List.of(1L, 2L));
        assertThat(found).isEqualTo(Shop.products(1, 2));
        assertThat(shop.asked).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void loadUnderWay_isNotJoinedAfterAnInvalidation() throws Exception {
        Future<List<Product>> first = loading(source -> findAll.list(source, List.of(1L, 2L)), Shop.old());
        corridor.write(WovenBatch.PRODUCT, Corridor.ONE_KEY, Corridor.drop("products"))
                .call(2);
        assertThat(findAll.list(new Shop("new"), List.of(2L))).containsExactly(new Product(2, "new"));
        release.countDown();
        assertThat(first.get()).isEqualTo(Shop.products(1, 2));
        assertThat(findAll.list(UNASKED, List.of(1L, 2L))).containsExactly(Shop.product(1), new Product(2, "new"));
        assertThat(WovenBatch.of(Corridor.over(l2, ticker)).list(UNASKED, List.of(1L, 2L)))
                .containsExactly(Shop.product(1), new Product(2, "new"));
    }

    @Test
    void keyHeldByAChange_isLoadedAtOnceAndNotStoredInL2() throws Exception {
        l2.hold("app:products:1", Lease.forChange(), Duration.ofSeconds(5));
        assertThat(findAll.list(shop, List.of(1L, 2L))).isEqualTo(Shop.products(1, 2));
        assertThat(l2.entries()).containsOnlyKeys("app:products:2");
        assertThat(l2.manyGets).hasValue(1);
    }

    @Test
    void batchesOfTwoInstancesAtOnce_loadEachKeyOnceInAll() throws Exception {
        Spec spec = new Spec();
        List<Long> ids = LongStream.range(0, 50).boxed().toList();
        List<Future<List<Product>>> calls = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(16);
        for (int i = 0; i < 16; i++) {
            WovenBatch method = WovenBatch.of(i % 2 == 0 ? corridor : elsewhere, spec);
            calls.add(pool.submit(() -> {
                start.countDown();
                start.await();
                return method.list(shop, ids);
            }));
        }
        for (Future<List<Product>> call : calls) {
            assertThat(call.get())
                    .isEqualTo(Shop.products(
                            ids.stream().mapToLong(Long::longValue).toArray()));
        }
        List<Long> asked =
                shop.asked.stream().flatMap(each -> Shop.numbers(each).stream()).toList();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(ids);
    }
}
