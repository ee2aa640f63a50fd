package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.TagPattern;
import dev.tiercel.readthrough.MethodSpec.TagPiece;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.readthrough.WovenBatch.Product;
import dev.tiercel.transaction.WovenJdbc;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * Readers and writers at once: who begins to read after a change has returned gets no version older than it, however the
 * method answers, and whatever is done besides with entries that grow old; nor one that is not committed.
 */
class StaleSetStressTest {
    private static final String CACHE = "products";
    private static final String TAG = "all";
    private static final List<TagPattern> TAGS = List.of(new TagPattern(List.of(new TagPiece.Literal(TAG))));
    /** Older than all that anybody has committed. */
    private static final long UNCOMMITTED = -1;

    private static final int KEYS = 3;
    private static final int READERS = 3;
    private static final int WRITERS = 2;
    private static final int READS = 40_000;
    private static final int CHANGES = 10_000;

    /** How the reading method answers. */
    enum Answer {
        VALUE,
        STAGE,
        MONO,
        BATCH
    }

    enum Circumstances {
        CALM,
        WITHOUT_L2,
        /** Each change takes 30 of the 100 seconds that an entry lives; entries are refreshed, and loads fail. */
        AGEING
    }

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final AtomicLongArray source = new AtomicLongArray(KEYS);
    private final AtomicLongArray returned = new AtomicLongArray(KEYS);

    /** The key that this thread has changed in a transaction which is not over; null: none. */
    private final ThreadLocal<@Nullable Integer> uncommitted = new ThreadLocal<>();

    private final ExecutorService pool = Executors.newFixedThreadPool(READERS + WRITERS);
    private @Nullable Corridor corridor;

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
        if (corridor != null) {
            corridor.loads.close();
        }
    }

    static Stream<Arguments> everyAnswerInAllCircumstances() {
        return Stream.of(Answer.values())
                .flatMap(answer -> Stream.of(Circumstances.values()).map(each -> Arguments.of(answer, each)));
    }

    @ParameterizedTest
    @MethodSource("everyAnswerInAllCircumstances")
    void reader_neverSeesAVersionOlderThanAChangeThatReturned(Answer answer, Circumstances circumstances)
            throws Exception {
        boolean ageing = circumstances == Circumstances.AGEING;
        l2.usable = circumstances != Circumstances.WITHOUT_L2;
        l2.atEachStep = StaleSetStressTest::letOthersGo;
        Corridor made = Corridor.over(l2, this::nanos, ageing ? ageing() : new Behaviour());
        corridor = made;
        Reading reading = reading(made, answer, ageing);
        Changes changes = new Changes(made, reading, answer, ageing);

        List<Future<?>> all = new ArrayList<>();
        for (int seed = 0; seed < READERS; seed++) {
            Random random = new Random(seed);
            all.add(pool.submit(repeat(READS, () -> read(reading, random.nextInt(KEYS)))));
        }
        for (int seed = READERS; seed < READERS + WRITERS; seed++) {
            Random random = new Random(seed);
            all.add(pool.submit(repeat(CHANGES, () -> changes.make(random))));
        }
        for (Future<?> each : all) {
            each.get();
        }
        for (int key = 0; key < KEYS; key++) {
            read(reading, key);
        }
        assertThat(made.lines).isEmpty();
    }

    private static Behaviour ageing() {
        return new Behaviour().eagerRefresh(0.5).staleIfError(Corridor.TTL).loaderSoftTimeout(Duration.ofMillis(1));
    }

    /** Asked for right after a look into L1. */
    private long nanos() {
        letOthersGo();
        return ticker.nanos();
    }

    /** Threads change at the steps, not only where the scheduler happens to: what is rare becomes frequent. */
    private static void letOthersGo() {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            Thread.yield();
        }
    }

    private static Callable<Object> repeat(int times, Callable<?> action) {
        return () -> {
            for (int i = 0; i < times; i++) {
                action.call();
            }
            return "done";
        };
    }

    private Object read(Reading reading, int key) throws Exception {
        long oldest = returned.get(key);
        try {
            long version = Long.parseLong(reading.of(key).name());
            if (version < oldest) {
                throw new AssertionError("version " + version + " after a change to " + oldest + " had returned");
            }
        } catch (IOException noDatabase) {
            return "failed";
        }
        return "read";
    }

    private static Product product(int key, long version) {
        return new Product(key, Long.toString(version));
    }

    /** A call of the reading method, by a caller who waits. */
    private interface Reading {
        Product of(int key) throws Exception;
    }

    @SuppressWarnings("unchecked")
    private Reading reading(Corridor corridor, Answer answer, boolean fails) {
        if (answer == Answer.BATCH) {
            WovenBatch findAll = WovenBatch.of(corridor);
            return key -> findAll.list(any -> loadAll(any, fails), List.of(key, (key + 1) % KEYS))
                    .get(0);
        }
        Wrapper wrapper =
                switch (answer) {
                    case STAGE -> Wrapper.STAGE;
                    case MONO -> Wrapper.MONO;
                    case VALUE, BATCH -> Wrapper.NONE;
                };
        String className =
                switch (answer) {
                    case STAGE -> CompletableFuture.class.getName();
                    case MONO -> Mono.class.getName();
                    case VALUE, BATCH -> Product.class.getName();
                };
        Read read = new Read(CACHE, Corridor.ONE_KEY, CacheOverrides.NONE, null, null, null, null, TAGS);
        Result result = new Result(wrapper, false, WovenBatch.PRODUCT, className, true);
        WovenRead find = corridor.read(new MethodSpec("Shop.find", 1, result, read, List.of()), Corridor.APPLICATION);
        return switch (answer) {
            case STAGE -> key -> waited((CompletableFuture<Product>) find.call(() -> later(key, fails), key));
            case MONO ->
                key -> waited(
                        ((Mono<Product>) find.call(() -> Mono.fromCallable(() -> load(key, fails)), key)).toFuture());
            case VALUE, BATCH -> key -> (Product) find.call(() -> load(key, fails), key);
        };
    }

    private static Product waited(CompletableFuture<Product> product) throws Exception {
        try {
            return product.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException noDatabase ? noDatabase : failed;
        }
    }

    private CompletableFuture<Product> later(int key, boolean fails) {
        CompletableFuture<Product> product = new CompletableFuture<>();
        try {
            product.complete(load(key, fails));
        } catch (IOException failure) {
            product.completeExceptionally(failure);
        }
        return product;
    }

    private Product load(int key, boolean fails) throws IOException {
        boolean own = Integer.valueOf(key).equals(uncommitted.get());
        Product product = product(key, own ? UNCOMMITTED : source.get(key));
        letOthersGo();
        if (fails && ThreadLocalRandom.current().nextInt(8) == 0) {
            throw new IOException("no database");
        }
        return product;
    }

    private Object loadAll(@Nullable Object[] arguments, boolean fails) throws IOException {
        List<Product> products = new ArrayList<>();
        for (Number key : Shop.numbers(arguments[0])) {
            products.add(load(key.intValue(), fails));
        }
        return products;
    }

    /** The changing methods, and changes by name. */
    private final class Changes {
        private final Corridor corridor;
        private final NamedChanges named;
        private final Reading reading;
        private final boolean tagged;
        private final boolean ageing;
        private final WovenWrite drop;
        private final WovenWrite clear;
        private final WovenWrite put;

        Changes(Corridor corridor, Reading reading, Answer answer, boolean ageing) {
            this.corridor = corridor;
            this.named = corridor.changes();
            this.reading = reading;
            this.tagged = answer != Answer.BATCH;
            this.ageing = ageing;
            drop = corridor.write(WovenBatch.PRODUCT, Corridor.ONE_KEY, Corridor.drop(CACHE));
            clear = corridor.write(WovenBatch.PRODUCT, Corridor.ONE_KEY, Corridor.clear(CACHE));
            put = corridor.write(
                    WovenBatch.PRODUCT,
                    Corridor.ONE_KEY,
                    key -> new Write.Put(CACHE, key, CacheOverrides.NONE, Moment.AFTER, null, null, null, TAGS));
        }

        Object make(Random random) throws Exception {
            int key = random.nextInt(KEYS);
            long version = random.nextInt(4) == 0
                    ? inTransaction(random, key)
                    : change(random, key, () -> source.incrementAndGet(key));
            returned.accumulateAndGet(key, version, Math::max);
            if (ageing) {
                ticker.advance(Duration.ofSeconds(30));
                l2.millis.addAndGet(30_000);
            }
            return version;
        }

        private long change(Random random, int key, Callable<Long> made) throws Exception {
            return switch (random.nextInt(20)) {
                case 0 -> write(clear, key, made);
                case 1 -> byName(made, tagged ? () -> named.invalidateTag(CACHE, TAG) : () -> named.clear(CACHE));
                case 2 -> byName(made, () -> named.invalidateText(CACHE, Integer.toString(key)));
                case 3 -> byName(made, () -> named.invalidatePattern(CACHE, "*").join());
                case 4, 5, 6, 7, 8, 9, 10, 11 -> write(drop, key, made);
                default -> write(put, key, made);
            };
        }

        private long write(WovenWrite write, int key, Callable<Long> made) throws Exception {
            Product written = (Product) write.call(() -> product(key, made.call()), key);
            return Long.parseLong(written.name());
        }

        private long byName(Callable<Long> made, Runnable change) throws Exception {
            long version = made.call();
            change.run();
            return version;
        }

        /** The version that was committed; 0: it was rolled back. */
        private long inTransaction(Random random, int key) throws Exception {
            long[] committed = new long[1];
            WovenJdbc jdbc = new WovenJdbc(corridor.transactions);
            jdbc.atCommit = () -> {
                uncommitted.remove();
                committed[0] = source.incrementAndGet(key);
            };
            try (Connection connection = jdbc.driver()) {
                connection.setAutoCommit(false);
                change(random, key, () -> {
                    connection.createStatement().executeUpdate("update products set name = ?");
                    uncommitted.set(key);
                    return UNCOMMITTED;
                });
                readOwn(key);
                if (random.nextInt(4) > 0) {
                    connection.commit();
                } else {
                    uncommitted.remove();
                    connection.rollback();
                }
            }
            return committed[0];
        }

        private void readOwn(int key) throws Exception {
            try {
                assertThat(reading.of(key)).isEqualTo(product(key, UNCOMMITTED));
            } catch (IOException noDatabase) {
                assertThat(ageing).isTrue();
            }
        }
    }
}
