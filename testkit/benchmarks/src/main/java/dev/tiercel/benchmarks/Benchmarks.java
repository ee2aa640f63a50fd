package dev.tiercel.benchmarks;

import dev.tiercel.benchmarks.invalidation.InvalidationReport;
import dev.tiercel.benchmarks.l1.L1Report;
import dev.tiercel.benchmarks.l2.L2Report;
import dev.tiercel.benchmarks.load.LoadReport;
import dev.tiercel.benchmarks.peers.PeersReport;
import dev.tiercel.benchmarks.resilience.ResilienceReport;
import dev.tiercel.benchmarks.startup.StartupReport;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The command line: {@code Benchmarks --agent JAR [--sample JAR] [--quick] [l1] [l2] [startup] [load] [invalidation] [resilience]
 * [peers --picture FILE [--jdk HOME]...]}. Prints tables, and changes nothing.
 */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        List<String> words = Arrays.asList(args);
        Effort effort = words.contains("--quick") ? Effort.QUICK : Effort.FULL;
        String agent = after("--agent", words);
        System.out.println(Machine.describe());
        if (words.contains("l1")) {
            L1Report.run(agent, effort);
        }
        if (words.contains("l2")) {
            L2Report.run(agent, effort);
        }
        if (words.contains("startup")) {
            StartupReport.run(agent, after("--sample", words), effort);
        }
        if (words.contains("load")) {
            LoadReport.run(agent, after("--sample", words), effort);
        }
        if (words.contains("invalidation")) {
            InvalidationReport.run(agent, effort);
        }
        if (words.contains("resilience")) {
            ResilienceReport.run(agent, effort);
        }
        if (words.contains("peers")) {
            PeersReport.run(agent, javas(words), built(), Path.of(after("--picture", words)), effort);
        }
    }

    /** Every one that was named, else our own. */
    private static List<Path> javas(List<String> words) {
        List<Path> homes = IntStream.range(1, words.size())
                .filter(i -> words.get(i - 1).equals("--jdk"))
                .mapToObj(i -> Path.of(words.get(i)))
                .toList();
        return homes.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : homes;
    }

    /** The folder that this program lies in. */
    private static Path built() throws URISyntaxException {
        return Path.of(Benchmarks.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolveSibling("");
    }

    private static String after(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 == words.size()) {
            throw new IllegalArgumentException(option + " and a file are missing");
        }
        return words.get(at + 1);
    }
}
