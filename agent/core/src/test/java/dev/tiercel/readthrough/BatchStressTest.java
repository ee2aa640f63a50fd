package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.WovenBatch.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Overlapping batches in every order, with loads of single keys between them, on several threads of two instances. If any
 * two waited for each other, they would do so until their budget is over, and then load what the other one had loaded.
 */
class BatchStressTest {
    private static final int THREADS = 6;
    private static final int ROUNDS = 400;
    private static final int KEYS = 8;

    private final TwinL2 l2 = new TwinL2();
    private final List<Corridor> corridors = new ArrayList<>();
    private final AtomicIntegerArray loads = new AtomicIntegerArray(ROUNDS * KEYS);
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void overlappingBatches_loadEachKeyOnceAndWaitForNobodyInACircle(int instances) throws Exception {
        // One instance has to find by itself what it has missed under way.
        l2.usable = instances > 1;
        Behaviour roomy = new Behaviour().maxEntries(1_000_000);
        for (int i = 0; i < instances; i++) {
            corridors.add(Corridor.over(l2, new ManualTicker(), roomy));
        }
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Corridor corridor = corridors.get(i % instances);
            Random random = new Random(i);
            all.add(pool.submit(() -> {
                rounds(corridor, random);
                return "done";
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        for (int key = 0; key < ROUNDS * KEYS; key++) {
            assertThat(loads.get(key)).as("loads of %s", key).isEqualTo(1);
        }
        assertThat(corridors).allSatisfy(corridor -> assertThat(corridor.lines).isEmpty());
        assertThat(l2.entries()).hasSize(instances > 1 ? ROUNDS * KEYS : 0).hasSameSizeAs(l2.all);
    }

    /** In each round all threads want the same few keys, each in an order of its own. */
    private void rounds(Corridor corridor, Random random) throws Exception {
        WovenBatch findAll = WovenBatch.of(corridor);
        WovenRead find = corridor.read("products", WovenBatch.PRODUCT);
        for (int round = 0; round < ROUNDS; round++) {
            int first = round * KEYS;
            List<Integer> ids =
                    new ArrayList<>(IntStream.range(first, first + KEYS).boxed().toList());
            Collections.shuffle(ids, random);
            int split = random.nextInt(KEYS);
            int one = ids.get(split);
            assertThat(find.call(() -> load(one), one)).isEqualTo(Shop.product(one));
            for (List<Integer> part : List.of(ids.subList(0, split), ids)) {
                List<Product> found = findAll.list(this::load, part);
                assertThat(found).isEqualTo(part.stream().map(Shop::product).toList());
            }
        }
    }

    private Object load(int id) {
        loads.incrementAndGet(id);
        return Shop.product(id);
    }

    private Object load(@Nullable Object... arguments) {
        List<Object> found = new ArrayList<>();
        Shop.numbers(arguments[0]).forEach(id -> found.add(load(id.intValue())));
        Thread.yield();
        return found;
    }
}
