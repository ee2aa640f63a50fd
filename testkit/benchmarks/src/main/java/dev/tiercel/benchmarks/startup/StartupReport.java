package dev.tiercel.benchmarks.startup;

import dev.tiercel.benchmarks.Effort;
import dev.tiercel.benchmarks.Table;
import dev.tiercel.benchmarks.sample.SampleProcess;
import dev.tiercel.testkit.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts processes with and without the agent in turn, and compares how long they take. */
public final class StartupReport {
    private StartupReport() {}

    public static void run(String agent, String sample, Effort effort) throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            Table table = new Table("Start, in ms", "", "min", "median", "max");
            HelloProcess hello = new HelloProcess(redis.uri());
            Times helloWithout = new Times();
            Times helloWith = new Times();
            Times upWithout = new Times();
            Times upWith = new Times();
            Times readWithout = new Times();
            Times readWith = new Times();
            List<String> option = List.of("-javaagent:" + agent);
            hello.run(option); // Once for the file cache, uncounted; and so below.
            for (int i = 0; i < effort.starts(); i++) {
                helloWithout.add(hello.run(List.of()));
                helloWith.add(hello.run(option));
            }
            start(sample, redis, option, new Times(), new Times());
            for (int i = 0; i < effort.starts(); i++) {
                start(sample, redis, List.of(), upWithout, readWithout);
                start(sample, redis, option, upWith, readWith);
            }
            compare(table, "main that ends at once", helloWithout, helloWith);
            compare(table, "sample: first answer of any kind", upWithout, upWith);
            compare(table, "sample: first product read", readWithout, readWith);
            System.out.println(table);
        }
    }

    private static void start(String sample, RedisServer redis, List<String> options, Times up, Times read)
            throws Exception {
        try (SampleProcess started = new SampleProcess(sample, redis.uri(), Duration.ZERO, options)) {
            up.add(started.upNanos());
            read.add(started.readNanos());
        }
    }

    private static void compare(Table table, String what, Times without, Times with) {
        without.addTo(table, what, "without");
        with.addTo(table, what, "with the agent");
        table.add(
                what,
                "added",
                with.minMillis() - without.minMillis(),
                with.medianMillis() - without.medianMillis(),
                with.maxMillis() - without.maxMillis());
    }

    /** Times of one kind of process. */
    private static final class Times {
        private final List<Long> nanos = new ArrayList<>();

        void add(long time) {
            nanos.add(time);
            nanos.sort(null);
        }

        long minMillis() {
            return nanos.get(0) / 1_000_000;
        }

        long medianMillis() {
            return nanos.get(nanos.size() / 2) / 1_000_000;
        }

        long maxMillis() {
            return nanos.get(nanos.size() - 1) / 1_000_000;
        }

        void addTo(Table table, String what, String how) {
            table.add(what, how, minMillis(), medianMillis(), maxMillis());
        }
    }
}
