package dev.tiercel.readthrough;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.tiercel.entry.Entry;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.metrics.Answer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Fence, flight and L1 under a model checker, which tries the interleavings of readers and writers of one key: who begins to
 * read after a change has returned never gets what was there before it. An operation's result is whether that held.
 */
public class RegionModelTest {
    private static final String KEY = "key";
    private static final Duration LONG = Duration.ofDays(1);

    private final Region region = new Region(
            new L1Factory(() -> 0, Runnable::run, 1 << 20).create(10, () -> {}),
            new ConcurrentHashMap<>(),
            new Fence(2, new AtomicLong()),
            new KeyIndex(null));

    /** What the database holds. */
    private final AtomicInteger row = new AtomicInteger();

    /** The latest row whose change has returned. */
    private final AtomicInteger changed = new AtomicInteger();

    @Operation
    public boolean read() {
        int atLeast = changed.get();
        return value() >= atLeast;
    }

    /** The steps of {@link ReadThrough} on a miss. */
    private int value() {
        Flight mine = new Flight(LONG);
        Integer known = cached();
        if (known != null) {
            return known;
        }
        Flight theirs = region.join(KEY, mine);
        if (theirs != null) {
            Flight.Landing landing = theirs.await(LONG);
            return landing instanceof Flight.Landing.Value landed && landed.kept() != null
                    ? (int) landed.kept()
                    : row.get();
        }
        long stamp = region.fence().stamp();
        Integer landed = cached();
        int value = landed != null ? landed : row.get();
        if (landed == null) {
            region.fence().pass(KEY, stamp, () -> region.l1()
                    .put(KEY, new Entry(value, LONG.toNanos(), LONG.toNanos(), LONG.toNanos(), 1)));
        }
        region.leave(KEY, mine);
        mine.land(value, Answer.LOADED);
        return value;
    }

    private @Nullable Integer cached() {
        Entry entry = region.fresh(KEY, 0);
        return entry == null ? null : (Integer) entry.value();
    }

    @Operation
    public boolean drop() {
        int written = row.incrementAndGet();
        region.drop(KEY);
        return returned(written);
    }

    @Operation
    public boolean clear() {
        int written = row.incrementAndGet();
        region.clear();
        return returned(written);
    }

    private boolean returned(int written) {
        changed.accumulateAndGet(written, Math::max);
        return true;
    }

    /** What each operation must answer. */
    public static final class Held {
        public boolean read() {
            return true;
        }

        public boolean drop() {
            return true;
        }

        public boolean clear() {
            return true;
        }
    }

    @Test
    void noReadAfterAChange_getsWhatWasThereBefore() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .iterations(12)
                .invocationsPerIteration(500)
                .addGuarantee(forClasses(name -> name.startsWith("com.github.benmanes.caffeine.")
                                || name.startsWith("java.util.concurrent.ConcurrentHashMap"))
                        .allMethods()
                        .treatAsAtomic())
                .sequentialSpecification(Held.class)
                .check(RegionModelTest.class);
    }
}
