package dev.tiercel.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.DoubleStream;
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

    /** The names of the methods that were run. */
    public List<String> names() {
        return results.stream().map(Scores::name).toList();
    }

    public double mean(String method) {
        return result(method).getPrimaryResult().getScore();
    }

    /** The confidence interval of the mean (99.9 %), as a share of it. */
    public double error(String method) {
        return result(method).getPrimaryResult().getScoreError() / mean(method);
    }

    /** The least of all iterations: for times, the one that the machine disturbed least. */
    public double least(String method) {
        return iterations(method).min().orElse(Double.NaN);
    }

    /** The most of all iterations: for throughputs, the one that the machine disturbed least. */
    public double most(String method) {
        return iterations(method).max().orElse(Double.NaN);
    }

    private DoubleStream iterations(String method) {
        return result(method).getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore());
    }

    /** Bytes on the heap for one call; needs the profiler {@code gc}. */
    public double bytes(String method) {
        Result<?> rate = result(method).getSecondaryResults().get("gc.alloc.rate.norm");
        return rate == null ? Double.NaN : rate.getScore();
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
