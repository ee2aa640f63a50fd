package dev.tiercel.benchmarks.l1;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call that L1 answers, for each way to have an L1. All of them run with the agent on the command line. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class L1Hit {

    /** Goes through the products, one call after the other. */
    @State(Scope.Thread)
    public static class Cursor {
        private int index;

        int next() {
            int at = index + 1;
            index = at == Source.SIZE ? 0 : at;
            return index;
        }

        long nextId() {
            return Source.idAt(next());
        }
    }

    @State(Scope.Benchmark)
    public static class Plain {
        final Source source = new Source();
    }

    @State(Scope.Benchmark)
    public static class Woven {
        final Source source = new Source();
        final WovenProducts products = new WovenProducts(source);
    }

    @State(Scope.Benchmark)
    public static class ByHand {
        final Source source = new Source();
        final HandWrittenProducts products = new HandWrittenProducts(source, Ticker.systemTicker());
    }

    @State(Scope.Benchmark)
    public static class ByHandCoarse {
        final Source source = new Source();
        final HandWrittenProducts products = new HandWrittenProducts(source, new CoarseClock());
    }

    /** A real application context of Micronaut. */
    @State(Scope.Benchmark)
    public static class Framework {
        private final ApplicationContext context = ApplicationContext.run(Map.of(
                "micronaut.caches.products.expire-after-write",
                "60s",
                "micronaut.caches.products.maximum-size",
                HandWrittenProducts.MAX_ENTRIES));
        final MicronautProducts products = context.getBean(MicronautProducts.class);

        @TearDown
        public void close() {
            context.close();
        }
    }

    @Benchmark
    public Object uncached(Plain plain, Cursor cursor) {
        return plain.source.load(cursor.nextId());
    }

    @Benchmark
    public Object woven(Woven woven, Cursor cursor) {
        return woven.products.find(cursor.nextId());
    }

    /** As {@link #woven}, where nothing is counted. */
    @Benchmark
    @Fork(jvmArgsPrepend = "-Dtiercel.metrics.enabled=false")
    public Object wovenUncounted(Woven woven, Cursor cursor) {
        return woven.products.find(cursor.nextId());
    }

    @Benchmark
    public Object wovenPrivate(Woven woven, Cursor cursor) {
        return woven.products.findInside(cursor.nextId());
    }

    @Benchmark
    public Object wovenStatic(Cursor cursor) {
        return WovenProducts.findStatically(cursor.nextId());
    }

    @Benchmark
    public Object wovenString(Woven woven, Cursor cursor) {
        return woven.products.findByName(woven.source.nameAt(cursor.next()));
    }

    @Benchmark
    public Object wovenTwoArguments(Woven woven, Cursor cursor) {
        return woven.products.findIn(cursor.nextId(), "north");
    }

    @Benchmark
    public Object wovenOptional(Woven woven, Cursor cursor) {
        return woven.products.findOptional(cursor.nextId());
    }

    @Benchmark
    public Object wovenFuture(Woven woven, Cursor cursor) {
        return woven.products.findLater(cursor.nextId()).join();
    }

    /** Copied for its caller: an object with a list of three products. */
    @Benchmark
    public Object wovenCopied(Woven woven, Cursor cursor) {
        return woven.products.findBasket(cursor.nextId());
    }

    @Benchmark
    public Object byHand(ByHand byHand, Cursor cursor) {
        return byHand.products.find(cursor.nextId());
    }

    @Benchmark
    public Object byHandString(ByHand byHand, Cursor cursor) {
        return byHand.products.findByName(byHand.source.nameAt(cursor.next()));
    }

    @Benchmark
    public Object byHandTwoArguments(ByHand byHand, Cursor cursor) {
        return byHand.products.findIn(cursor.nextId(), "north");
    }

    @Benchmark
    public Object byHandCoarse(ByHandCoarse byHand, Cursor cursor) {
        return byHand.products.find(cursor.nextId());
    }

    @Benchmark
    public Object byHandCoarseString(ByHandCoarse byHand, Cursor cursor) {
        return byHand.products.findByName(byHand.source.nameAt(cursor.next()));
    }

    @Benchmark
    public Object byHandCoarseTwoArguments(ByHandCoarse byHand, Cursor cursor) {
        return byHand.products.findIn(cursor.nextId(), "north");
    }

    @Benchmark
    public Object micronaut(Framework framework, Cursor cursor) {
        return framework.products.find(cursor.nextId());
    }
}
