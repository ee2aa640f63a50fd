package dev.tiercel.benchmarks.coherence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is to be proved, from the command line.
 *
 * @param agent the jar
 * @param seed of the first run; the others follow from it
 * @param runs of each cell
 * @param atOnce so many topologies at the same time
 * @param cell {@code topology/fault}; either may be missing: all of them
 * @param bound for instances in sync
 * @param maxStaleness of the cache, and so for instances that are cut off
 * @param picture the file for the picture; empty: none
 * @param options for the virtual machines of the application, the agent aside
 */
record Plan(
        String agent,
        long seed,
        int runs,
        int atOnce,
        String cell,
        int instances,
        Duration bound,
        Duration maxStaleness,
        String picture,
        boolean quick,
        List<String> options) {
    private static final int RUNS = 20;
    private static final int QUICK_RUNS = 1;
    private static final int INSTANCES = 3;
    private static final Duration BOUND = Duration.ofMillis(250);
    private static final Duration MAX_STALENESS = Duration.ofSeconds(3);

    static Plan parse(String[] args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        boolean quick = words.remove("--quick");
        List<String> options = new ArrayList<>();
        for (int i = words.size() - 1; i >= 0; i--) {
            if (words.get(i).startsWith("-D")) {
                options.add(0, words.remove(i));
            }
        }
        long seed = RandomGenerator.getDefault().nextInt(1_000_000);
        Plan plan = new Plan(
                take(words, "--agent", ""),
                Long.parseLong(take(words, "--seed", String.valueOf(seed))),
                Integer.parseInt(take(words, "--runs", String.valueOf(quick ? QUICK_RUNS : RUNS))),
                Integer.parseInt(take(words, "--at-once", "1")),
                take(words, "--cell", "/"),
                Integer.parseInt(take(words, "--instances", String.valueOf(INSTANCES))),
                duration(take(words, "--bound", BOUND.toMillis() + "ms")),
                duration(take(words, "--max-staleness", MAX_STALENESS.toMillis() + "ms")),
                take(words, "--picture", ""),
                quick,
                options);
        if (plan.agent.isEmpty() || plan.runs < 1 || plan.atOnce < 1 || plan.instances < 2 || !words.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown " + words
                            + ", or no --agent JAR, or --runs or --at-once below 1, or --instances below 2: ./coherence --help shows what there is");
        }
        return plan;
    }

    /** The last one wins. */
    private static String take(List<String> words, String option, String otherwise) {
        String value = otherwise;
        for (int at = words.indexOf(option); at >= 0; at = words.indexOf(option)) {
            if (at + 1 == words.size()) {
                throw new IllegalArgumentException(option + " needs a value: ./coherence --help shows what there is");
            }
            words.remove(at);
            value = words.remove(at);
        }
        return value;
    }

    private static Duration duration(String text) {
        return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
    }

    /** Whether that cell was asked for. */
    boolean wants(Site.Kind kind, String fault) {
        return wants(kind) && (wantedFault().isEmpty() || wantedFault().equals(fault));
    }

    boolean wants(Site.Kind kind) {
        String topology = cell.contains("/") ? cell.substring(0, cell.indexOf('/')) : cell;
        return topology.isEmpty() || topology.equals(kind.toString());
    }

    private String wantedFault() {
        return cell.contains("/") ? cell.substring(cell.indexOf('/') + 1) : "";
    }

    /** For the virtual machines of the application. */
    List<String> jvmOptions() {
        List<String> all = new ArrayList<>(List.of("-javaagent:" + agent));
        if (!maxStaleness.isZero()) {
            all.add("-Dtiercel.caches." + Rows.CACHE + ".max-staleness=" + maxStaleness.toMillis() + "ms");
        }
        all.addAll(options);
        return all;
    }

    /** Without that setting an entry is served until its ttl is over. */
    Duration allowance() {
        return maxStaleness.isZero() ? Duration.ofMinutes(2) : maxStaleness;
    }
}
