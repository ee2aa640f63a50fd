package dev.tiercel.benchmarks.resilience;

import dev.tiercel.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What one event did to the callers. Times are in microseconds of the system's clock.
 *
 * @param gone when the fault was there
 * @param end of what is looked at: in an outage the return
 * @param usable when the servers could be used again; after a failover: took writes, and were named to those who ask
 * @param again when L2 was used again; empty: not within ten seconds
 * @param optional whether L2 is whole without that
 * @param demoted writes that a demoted master took; empty: none could be demoted
 */
record Measures(long gone, long end, long usable, OptionalLong again, boolean optional, OptionalLong demoted) {
    private static final double MIN_DONE = 0.95;
    private static final double MAX_P99_MILLIS = 2 + 5;
    private static final double MAX_CALL_MILLIS = 250 + 2 + 5;
    private static final double MAX_AGAIN_MILLIS = 500;
    private static final long BREAKER_MICROS = 1_000_000;
    private static final long LOOK_BACK_MICROS = 2_000_000;

    static final String GOALS = "Goals, times in ms: done >= 95 %, no errors, p99 after 1 s <= "
            + shown(MAX_P99_MILLIS) + ", longest call <= " + shown(MAX_CALL_MILLIS) + ", L2 again <= "
            + shown(MAX_AGAIN_MILLIS) + ", nothing to a demoted master\n";

    static Table table(String title) {
        return new Table(
                title,
                "",
                "done",
                "errors",
                "p99 before",
                "p50",
                "p99",
                "p99 after 1 s",
                "max",
                "longest call",
                "usable after",
                "L2 again",
                "to demoted",
                "misses");
    }

    void addTo(Table table, String event, String subject, LoadProcess load, long until) {
        List<Call> calls = load.planned(gone, end);
        List<Call> all = load.planned(gone, until);
        double planned = (double) (end - gone) * Load.THREADS / Load.INTERVAL_MICROS;
        double done = load.ended(gone, end) / planned;
        long errors = all.stream()
                .filter(call -> call.result() == Call.Result.ERROR || call.result() == Call.Result.WRONG)
                .count();
        double later = percentile(load.planned(gone + BREAKER_MICROS, end), 99);
        double longest = millis(all.stream().mapToLong(Call::took).max().orElse(0));
        double returned = again.isPresent() ? Math.max(0, millis(again.getAsLong() - usable)) : Double.NaN;
        List<String> misses = new ArrayList<>();
        check(misses, done >= MIN_DONE, "done");
        check(misses, errors == 0, "errors");
        check(misses, Double.isNaN(later) || later <= MAX_P99_MILLIS, "p99");
        check(misses, longest <= MAX_CALL_MILLIS, "call");
        check(misses, (optional && again.isEmpty()) || returned <= MAX_AGAIN_MILLIS, "L2");
        check(misses, demoted.orElse(0) == 0, "demoted");
        table.add(
                event,
                subject,
                Math.round(done * 1_000) / 10.0 + " %",
                errors,
                shown(percentile(load.planned(gone - LOOK_BACK_MICROS, gone), 99)),
                shown(percentile(calls, 50)),
                shown(percentile(calls, 99)),
                shown(later),
                shown(percentile(calls, 100)),
                shown(longest),
                shown(millis(usable - gone)),
                again.isPresent() ? shown(returned) : "never",
                demoted.isPresent() ? demoted.getAsLong() : "",
                misses.isEmpty() ? "-" : String.join(", ", misses));
    }

    private static void check(List<String> misses, boolean met, String goal) {
        if (!met) {
            misses.add(goal);
        }
    }

    private static double percentile(List<Call> calls, int percent) {
        long[] latencies = calls.stream().mapToLong(Call::latency).sorted().toArray();
        int rank = (int) Math.ceil(latencies.length * percent / 100.0);
        return latencies.length == 0 ? Double.NaN : millis(latencies[rank - 1]);
    }

    static double millis(long micros) {
        return micros / 1_000.0;
    }

    /** One digit where it says something. */
    static String shown(double millis) {
        if (Double.isNaN(millis)) {
            return "";
        }
        return millis < 100 ? String.valueOf(Math.round(millis * 10) / 10.0) : String.valueOf(Math.round(millis));
    }

    static double median(LongStream micros) {
        long[] sorted = micros.sorted().toArray();
        return sorted.length == 0 ? Double.NaN : millis(sorted[sorted.length / 2]);
    }
}
