package dev.tiercel.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much time a measurement takes. */
public enum Effort {
    /** To see that it works; the numbers say little. */
    QUICK(1, 3, 3, 3),
    FULL(2, 5, 5, 7);

    private final int forks;
    private final int warmups;
    private final int iterations;
    private final int starts;

    Effort(int forks, int warmups, int iterations, int starts) {
        this.forks = forks;
        this.warmups = warmups;
        this.iterations = iterations;
        this.starts = starts;
    }

    /** How often each kind of process is started; {@code -Dbenchmarks.starts} says otherwise. */
    public int starts() {
        return Integer.getInteger("benchmarks.starts", starts);
    }

    /** How many fifths of a second take as long as the iterations. */
    public int slices() {
        return iterations * 5;
    }

    /**
     * For a benchmark class that is run in virtual machines with the agent.
     *
     * @param settings further arguments for these
     */
    public ChainedOptionsBuilder options(Class<?> benchmarks, String agent, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("-javaagent:" + agent, "-Xms1g", "-Xmx1g", "-XX:+UseG1GC"));
        arguments.addAll(List.of(settings));
        return new OptionsBuilder()
                .include("\\Q" + benchmarks.getName() + ".\\E" + System.getProperty("benchmarks.only", ""))
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .jvmArgsAppend(arguments.toArray(new String[0]));
    }
}
