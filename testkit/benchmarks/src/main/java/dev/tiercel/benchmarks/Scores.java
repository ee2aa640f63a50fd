package dev.tiercel.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** What one run of JMH has found, by the names of the benchmark methods. */
public final class Scores {
    private final Collection<RunResult> results;

    private Scores(Collection<RunResult> results) {
        this.results = results;
    }

    public static Scores run(Options options) throws RunnerException {
        return new Scores(new Runner(options).run());
    }

    /** The names of the methods that were run, in the order of their scores. */
    public List<String> names() {
        return results.stream()
                .sorted((a, b) -> Double.compare(
                        a.getPrimaryResult().getScore(), b.getPrimaryResult().getScore()))
                .map(Scores::name)
                .toList();
    }

    public double score(String method) {
        return primary(method).getScore();
    }

    /** The score's confidence interval of 99.9 %, as a share of the score. */
    public double error(String method) {
        return primary(method).getScoreError() / score(method);
    }

    /** Bytes on the heap for one call; needs the profiler {@code gc}. */
    public double bytes(String method) {
        Result<?> rate = result(method).getSecondaryResults().get("gc.alloc.rate.norm");
        return rate == null ? Double.NaN : rate.getScore();
    }

    private Result<?> primary(String method) {
        return result(method).getPrimaryResult();
    }

    private RunResult result(String method) {
        return results.stream()
                .filter(result -> name(result).equals(method))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(method));
    }

    private static String name(RunResult result) {
        String full = result.getParams().getBenchmark();
        return full.substring(full.lastIndexOf('.') + 1);
    }
}
