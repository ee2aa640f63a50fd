package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.entry.ManualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers and writers at once: who begins to read after a change has returned gets no version older than it. */
class StaleSetStressTest {
    private static final int KEYS = 3;
    private static final int READS = 40_000;
    private static final int CHANGES = 10_000;

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, this::nanos);
    private final WovenRead find = corridor.read("versions", Corridor.LONG);
    private final WovenWrite drop = corridor.write(Corridor.drop("versions"));
    private final WovenWrite clear = corridor.write(Corridor.clear("versions"));
    private final WovenWrite put = corridor.write(Corridor.LONG, Corridor.ONE_KEY, Corridor.put("versions"));

    private final AtomicLongArray source = new AtomicLongArray(KEYS);
    private final AtomicLongArray returned = new AtomicLongArray(KEYS);
    private final ExecutorService pool = Executors.newFixedThreadPool(5);

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

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    @Test
    void reader_neverSeesAVersionOlderThanAChangeThatReturned() throws Exception {
        l2.atEachStep = StaleSetStressTest::letOthersGo;
        List<Future<?>> all = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            all.add(pool.submit(repeat(READS, () -> read(random.nextInt(KEYS)))));
        }
        for (int seed = 3; seed < 5; seed++) {
            Random random = new Random(seed);
            all.add(pool.submit(repeat(CHANGES, () -> change(random))));
        }
        for (Future<?> each : all) {
            each.get();
        }
        for (int key = 0; key < KEYS; key++) {
            assertThat(read(key)).isEqualTo(source.get(key));
        }
        assertThat(corridor.lines).isEmpty();
    }

    private static Callable<Object> repeat(int times, Callable<?> action) {
        return () -> {
            for (int i = 0; i < times; i++) {
                action.call();
            }
            return "done";
        };
    }

    private long read(int key) throws Exception {
        long oldest = returned.get(key);
        long version = (Long) find.call(() -> source.get(key), key);
        if (version < oldest) {
            throw new AssertionError("version " + version + " after a change to " + oldest + " had returned");
        }
        return version;
    }

    private Object change(Random random) throws Exception {
        int key = random.nextInt(KEYS);
        int kind = random.nextInt(20);
        WovenWrite write = kind == 0 ? clear : kind < 10 ? drop : put;
        long version = (Long) write.call(() -> source.incrementAndGet(key), key);
        returned.accumulateAndGet(key, version, Math::max);
        return version;
    }
}
