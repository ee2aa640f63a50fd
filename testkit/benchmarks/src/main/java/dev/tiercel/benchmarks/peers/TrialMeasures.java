package dev.tiercel.benchmarks.peers;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is no matter of single calls: a stampede, an outage, the memory of entries. Each in a {@link TrialProcess}. */
final class TrialMeasures {
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final int CALLERS = 64;
    private static final int CALLS = 50;
    private static final int ENTRIES = 200_000;
    private static final int MAX_CALLS_TO_SETTLE = 20;

    private final Lab lab;
    private final Findings findings;

    TrialMeasures(Lab lab, Findings findings) {
        this.lab = lab;
        this.findings = findings;
    }

    void run() throws IOException, InterruptedException {
        for (Contender contender : Contender.values()) {
            try {
                if (contender != Contender.BY_HAND_COARSE && Progress.isWanted(contender, "outages")) {
                    shared(contender);
                }
                if (contender != Contender.REDISSON // Each of its loads is five commands, one after the other.
                        && contender != Contender.BY_HAND_COARSE
                        && Progress.isWanted(contender, "memory")) {
                    memory(contender);
                }
            } catch (IllegalStateException e) {
                Progress.failed(contender, e);
            }
        }
    }

    private void shared(Contender contender) throws IOException, InterruptedException {
        Progress.line(findings, contender, "stampede, outages");
        try (RedisServer redis = RedisServer.start();
                TrialProcess process =
                        start(contender, new Setting(true, true, redis.host(), redis.port(), 10_000, TIMEOUT), 0)) {
            process.ask("calls " + (lab.isQuick() ? 500 : 5_000)); // to warm up
            stampede(contender, process);
            redis.hang();
            outage(contender, process, Measure.HUNG_MEDIAN_MILLIS, Measure.HUNG_MAX_MILLIS, Measure.HUNG_ANSWERED);
            redis.resume();
            settle(process);
            redis.kill();
            outage(
                    contender,
                    process,
                    Measure.KILLED_MEDIAN_MILLIS,
                    Measure.KILLED_MAX_MILLIS,
                    Measure.KILLED_ANSWERED);
        }
    }

    private void stampede(Contender contender, TrialProcess process) throws IOException {
        List<Double> loads = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < (lab.isQuick() ? 4 : 12); i++) {
            long[] answer = process.ask("stampede " + CALLERS);
            if (i > 0) { // The first one makes the threads.
                loads.add((double) answer[0]);
                millis.add(answer[1] / 1e6);
            }
        }
        findings.put(contender, Measure.STAMPEDE_LOADS, median(loads));
        findings.put(contender, Measure.STAMPEDE_MILLIS, median(millis));
    }

    private void outage(Contender contender, TrialProcess process, Measure median, Measure max, Measure answered)
            throws IOException {
        long[] costs = process.ask("calls " + CALLS);
        List<Double> millis =
                Arrays.stream(costs).mapToObj(cost -> Math.abs(cost) / 1e6).toList();
        findings.put(contender, median, median(millis));
        findings.put(
                contender,
                max,
                millis.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
        findings.put(
                contender,
                answered,
                Arrays.stream(costs).filter(cost -> cost > 0).count() / (double) costs.length);
    }

    /** Until it has come to terms with a Redis that is there again. */
    private static void settle(TrialProcess process) throws IOException, InterruptedException {
        for (int i = 0; i < MAX_CALLS_TO_SETTLE; i++) {
            if (process.ask("calls 1")[0] > 0) {
                Thread.sleep(1_000);
                return;
            }
        }
    }

    private void memory(Contender contender) throws IOException, InterruptedException {
        Progress.line(findings, contender, "memory");
        int entries = lab.isQuick() ? ENTRIES / 4 : ENTRIES;
        boolean hasRedis = contender != Contender.BY_HAND; // By hand it is plain Caffeine, with nothing beside it.
        try (RedisServer redis = RedisServer.start();
                TrialProcess process = start(
                        contender,
                        new Setting(false, hasRedis, redis.host(), redis.port(), entries * 2L, TIMEOUT),
                        entries + 1)) {
            long[] answer = process.ask("memory " + entries);
            if (answer[2] > 0) {
                throw new IllegalStateException(answer[2] + " of " + entries + " entries were not kept");
            }
            double overhead = answer[0] / (double) entries;
            // The values are the same for all; beside an agent that is still starting they are hard to weigh.
            double value = contender == Contender.BY_HAND
                    ? answer[1] / (double) entries
                    : findings.get(Contender.BY_HAND, Measure.ENTRY_BYTES)
                            - findings.get(Contender.BY_HAND, Measure.OVERHEAD_BYTES);
            findings.put(contender, Measure.ENTRY_BYTES, overhead + value);
            findings.put(contender, Measure.OVERHEAD_BYTES, overhead);
        }
    }

    private TrialProcess start(Contender contender, Setting setting, int ready) throws IOException {
        List<String> command = new ArrayList<>(List.of(lab.java()));
        command.addAll(lab.arguments(contender, setting));
        command.add("-Dpeers.ready=" + ready);
        command.add("-Dbenchmarks.log=" + Progress.SHOW_LOG);
        command.addAll(List.of("-cp", contender.classPath(lab.target()), PeerTrial.class.getName()));
        return new TrialProcess(command);
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(Double.NaN);
    }
}
