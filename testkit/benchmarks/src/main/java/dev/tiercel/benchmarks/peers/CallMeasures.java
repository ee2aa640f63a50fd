package dev.tiercel.benchmarks.peers;

import dev.tiercel.benchmarks.Scores;
import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What single calls cost: {@link PeerCalls} in virtual machines of JMH, one contender after the other. */
final class CallMeasures {
    /** Short ones, and many: some are left alone by everything else that runs on the machine. */
    private static final TimeValue SLICE = TimeValue.milliseconds(200);

    private static final long MAX_ENTRIES = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int CROWD = 64;

    private final Lab lab;
    private final Findings findings;

    CallMeasures(Lab lab, Findings findings) {
        this.lab = lab;
        this.findings = findings;
    }

    /** Everything once, what is compared close together in time. */
    void run() throws IOException {
        for (Contender contender : Contender.values()) {
            timed(contender, "l1", Measure.L1_NANOS, Measure.L1_BYTES);
        }
        for (Contender contender : Contender.values()) {
            timed(contender, "l1TwoParts", Measure.TWO_PARTS_NANOS, Measure.TWO_PARTS_BYTES);
        }
        for (Contender contender : Contender.values()) {
            if (contender != Contender.BY_HAND_COARSE) {
                perSecond(contender, 1, Measure.L2_ALONE_PER_SECOND);
                perSecond(contender, CROWD, Measure.L2_CROWD_PER_SECOND);
                missed(contender);
            }
        }
    }

    private void timed(Contender contender, String method, Measure nanos, Measure bytes) throws IOException {
        Scores scores = scores(contender, method, false, MAX_ENTRIES, 1);
        if (scores != null) {
            findings.putLeast(contender, nanos, scores.least(method));
            findings.putLeast(contender, bytes, scores.bytes(method));
        }
    }

    private void perSecond(Contender contender, int threads, Measure measure) throws IOException {
        Scores scores = scores(contender, "l2", true, 1, threads);
        if (scores != null) {
            findings.putMost(contender, measure, 1e9 * threads / scores.least("l2"));
        }
    }

    private void missed(Contender contender) throws IOException {
        Scores scores = scores(contender, "miss", true, MAX_ENTRIES, 1);
        if (scores != null) {
            findings.putLeast(contender, Measure.MISS_NANOS, scores.least("miss"));
        }
    }

    private @Nullable Scores scores(Contender contender, String method, boolean remote, long maxEntries, int threads)
            throws IOException {
        String what = method + (threads == 1 ? "" : ", " + threads + " threads");
        if (!Progress.isWanted(contender, what)) {
            return null;
        }
        Progress.line(findings, contender, what);
        String ours = System.getProperty("java.class.path");
        // JMH starts its virtual machines with the class path of this one.
        System.setProperty("java.class.path", contender.classPath(lab.target()));
        try (RedisServer redis = RedisServer.start()) {
            Setting setting = new Setting(remote, true, redis.host(), redis.port(), maxEntries, TIMEOUT);
            return Scores.run(options(contender, method, setting, threads));
        } catch (RunnerException e) {
            Progress.failed(contender, e);
            return null;
        } finally {
            System.setProperty("java.class.path", ours);
        }
    }

    private Options options(Contender contender, String method, Setting setting, int threads) {
        int slices = lab.isQuick() ? 4 : 10;
        ChainedOptionsBuilder options = new OptionsBuilder();
        if (!Progress.SHOW_LOG) {
            // What the libraries say would stand beside the table.
            options = options.verbosity(VerboseMode.SILENT)
                    .output(lab.target().resolve("peers.log").toString());
        }
        return options.include("\\Q" + PeerCalls.class.getName() + "." + method + "\\E$")
                .jvm(lab.java())
                .jvmArgsAppend(lab.arguments(contender, setting).toArray(new String[0]))
                .forks(1)
                .threads(threads)
                .warmupIterations(slices)
                .warmupTime(SLICE)
                .measurementIterations(slices)
                .measurementTime(SLICE)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .build();
    }
}
