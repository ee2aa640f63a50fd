package dev.tiercel.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** One call of a {@link Peer}, by the tier that answers it. Which tier it is, is a matter of {@link Setting}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerCalls {
    static final int L1_ITEMS = 1_000;
    static final int L2_ITEMS = 4_000;

    /** Ids the virtual machine has no ready-made boxes for. */
    static final long FIRST_ID = 100_000;

    private static final String SHOP = "north";

    @State(Scope.Thread)
    public static class Cursor {
        private int index;
        private long fresh;

        @Setup
        public void begin(ThreadParams threads) {
            index = L2_ITEMS / threads.getThreadCount() * threads.getThreadIndex();
            // Not what an earlier process has left in Redis.
            fresh = (System.currentTimeMillis() << 20) + ((long) threads.getThreadIndex() << 50);
        }

        long next(int count) {
            int at = index + 1;
            index = at >= count ? 0 : at;
            return FIRST_ID + index;
        }

        long fresh() {
            return fresh++;
        }
    }

    @State(Scope.Benchmark)
    public static class Subject {
        final Source source = new Source();
        final Peer peer;

        public Subject() {
            try {
                peer = Peer.create(source);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Else the first round through a slow one would be all that is measured. */
        @Setup
        public void load() {
            for (int i = 0; i < L1_ITEMS; i++) {
                peer.find(FIRST_ID + i);
                peer.findIn(FIRST_ID + i, SHOP);
            }
        }

        @TearDown
        public void close() {
            peer.close();
        }
    }

    /** One whose items are all in Redis before anything is measured. */
    @State(Scope.Benchmark)
    public static class Filled extends Subject {
        private static final int MAX_ROUNDS = 50;

        /** Of many ten thousand calls: a command may time out on a busy machine. */
        private static final int MAX_LOADS = 1_000;

        private long filled;

        @Setup
        public void fill() throws InterruptedException {
            long before = -1;
            for (int round = 0; round < MAX_ROUNDS && source.loads() != before; round++) {
                before = source.loads();
                for (int i = 0; i < L2_ITEMS; i++) {
                    peer.find(FIRST_ID + i);
                }
                Thread.sleep(100); // for what is on its way to Redis
            }
            filled = source.loads();
        }

        @TearDown
        public void check() {
            if (source.loads() - filled > MAX_LOADS) {
                throw new IllegalStateException(
                        source.loads() - filled + " items were not found in Redis: this run measures nothing");
            }
        }
    }

    @Benchmark
    public Object l1(Subject subject, Cursor cursor) {
        return subject.peer.find(cursor.next(L1_ITEMS));
    }

    @Benchmark
    public Object l1TwoParts(Subject subject, Cursor cursor) {
        return subject.peer.findIn(cursor.next(L1_ITEMS), SHOP);
    }

    @Benchmark
    public Object l2(Filled subject, Cursor cursor) {
        return subject.peer.find(cursor.next(L2_ITEMS));
    }

    /** No tier has it. */
    @Benchmark
    public Object miss(Subject subject, Cursor cursor) {
        return subject.peer.find(cursor.fresh());
    }
}
