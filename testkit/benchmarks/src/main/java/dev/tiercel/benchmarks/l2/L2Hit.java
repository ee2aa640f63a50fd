package dev.tiercel.benchmarks.l2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** Reads that Redis answers, the agent's against one's own. Both run with the agent on the command line. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class L2Hit {
    static final int ARTICLES = 20_000;
    static final int BATCH = 100;
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Goes through the articles, each thread from another place: none reads what another one has just read. */
    @State(Scope.Thread)
    public static class Cursor {
        private int index;

        @Setup
        public void begin(ThreadParams threads) {
            index = ARTICLES / threads.getThreadCount() * threads.getThreadIndex();
        }

        List<Long> nextHundred() {
            List<Long> ids = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                ids.add(nextId());
            }
            return ids;
        }

        long nextId() {
            int at = index;
            index = at + 1 == ARTICLES ? 0 : at + 1;
            return at;
        }
    }

    @State(Scope.Benchmark)
    public static class Woven {
        final WovenArticles articles = new WovenArticles();

        @Setup
        public void fill() throws InterruptedException {
            articles.fill(ARTICLES);
        }
    }

    @State(Scope.Benchmark)
    public static class ByHand {
        final HandWrittenArticles articles = new HandWrittenArticles(
                System.getProperty("tiercel.redis.host"), Integer.getInteger("tiercel.redis.port"), TIMEOUT);

        @Setup
        public void fill() throws Exception {
            articles.fill(ARTICLES);
        }

        @TearDown
        public void close() {
            articles.close();
        }
    }

    @Benchmark
    public Object woven(Woven woven, Cursor cursor) {
        return woven.articles.find(cursor.nextId());
    }

    @Benchmark
    public Object byHand(ByHand byHand, Cursor cursor) {
        return byHand.articles.find(cursor.nextId());
    }

    @Benchmark
    public Object wovenBatch(Woven woven, Cursor cursor) {
        return woven.articles.findAll(cursor.nextHundred());
    }

    @Benchmark
    public Object byHandBatch(ByHand byHand, Cursor cursor) {
        return byHand.articles.findAll(cursor.nextHundred());
    }
}
