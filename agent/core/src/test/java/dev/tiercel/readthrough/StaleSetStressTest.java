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
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    private final AtomicLongArray returned = new AtomicLongArray(KEYS);
    private final Stress stress = new Stress();
    private @Nullable Corridor corridor;

    @AfterEach
    void endThreads() {
        stress.close();
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
        l2.atEachStep = Stress::letOthersGo;
        Corridor made = Corridor.over(l2, Stress.stepping(ticker), ageing ? ageing() : new Behaviour());
        corridor = made;
        VersionedRows rows = new VersionedRows(KEYS, ageing);
        Reading reading = reading(made, answer, rows);
        Changes changes = new Changes(made, rows, reading, answer, ageing);

        for (int seed = 0; seed < READERS; seed++) {
            Random random = new Random(seed);
            stress.repeat(READS, () -> read(reading, random.nextInt(KEYS)));
        }
        for (int seed = READERS; seed < READERS + WRITERS; seed++) {
            Random random = new Random(seed);
            stress.repeat(CHANGES, () -> changes.make(random));
        }
        stress.await();
        for (int key = 0; key < KEYS; key++) {
            read(reading, key);
        }
        assertThat(made.lines).isEmpty();
    }

    private static Behaviour ageing() {
        return new Behaviour().eagerRefresh(0.5).staleIfError(Corridor.TTL).loaderSoftTimeout(Duration.ofMillis(1));
    }

    private Object read(Reading reading, int key) throws Exception {
        long oldest = returned.get(key);
        try {
            long version = VersionedRows.version(reading.of(key));
            if (version < oldest) {
                throw new AssertionError("version " + version + " after a change to " + oldest + " had returned");
            }
        } catch (IOException noDatabase) {
            return "failed";
        }
        return "read";
    }

    /** A call of the reading method, by a caller who waits. */
    private interface Reading {
        Product of(int key) throws Exception;
    }

    @SuppressWarnings("unchecked")
    private static Reading reading(Corridor corridor, Answer answer, VersionedRows rows) {
        if (answer == Answer.BATCH) {
            WovenBatch findAll = WovenBatch.of(corridor);
            return key -> findAll.list(
                            arguments -> rows.loadAll(Shop.numbers(arguments[0])), List.of(key, (key + 1) % KEYS))
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
            case STAGE -> key -> waited((CompletableFuture<Product>) find.call(() -> later(rows, key), key));
            case MONO ->
                key -> waited(
                        ((Mono<Product>) find.call(() -> Mono.fromCallable(() -> rows.load(key)), key)).toFuture());
            case VALUE, BATCH -> key -> (Product) find.call(() -> rows.load(key), key);
        };
    }

    private static Product waited(CompletableFuture<Product> product) throws Exception {
        try {
            return product.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException noDatabase ? noDatabase : failed;
        }
    }

    private static CompletableFuture<Product> later(VersionedRows rows, int key) {
        CompletableFuture<Product> product = new CompletableFuture<>();
        try {
            product.complete(rows.load(key));
        } catch (IOException failure) {
            product.completeExceptionally(failure);
        }
        return product;
    }

    /** The changing methods, and changes by name. */
    private final class Changes {
        private final Corridor corridor;
        private final NamedChanges named;
        private final VersionedRows rows;
        private final Reading reading;
        private final boolean tagged;
        private final boolean ageing;
        private final WovenWrite drop;
        private final WovenWrite clear;
        private final WovenWrite put;

        Changes(Corridor corridor, VersionedRows rows, Reading reading, Answer answer, boolean ageing) {
            this.corridor = corridor;
            this.named = corridor.changes();
            this.rows = rows;
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
            long version =
                    random.nextInt(4) == 0 ? inTransaction(random, key) : change(random, key, () -> rows.commit(key));
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
            Product written = (Product) write.call(() -> VersionedRows.product(key, made.call()), key);
            return VersionedRows.version(written);
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
            jdbc.atCommit = () -> committed[0] = rows.commit(key);
            try (Connection connection = jdbc.driver()) {
                connection.setAutoCommit(false);
                change(random, key, () -> {
                    connection.createStatement().executeUpdate("update products set name = ?");
                    return rows.change(key);
                });
                readOwn(key);
                if (random.nextInt(4) > 0) {
                    connection.commit();
                } else {
                    rows.rollback();
                    connection.rollback();
                }
            }
            return committed[0];
        }

        private void readOwn(int key) throws Exception {
            try {
                assertThat(reading.of(key)).isEqualTo(VersionedRows.product(key, VersionedRows.UNCOMMITTED));
            } catch (IOException noDatabase) {
                assertThat(ageing).isTrue();
            }
        }
    }
}
