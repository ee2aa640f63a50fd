package dev.tiercel.control;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A look at the JVM that this runs in. */
public final class JvmCheckup {
    private static final String SUBJECT = "JVM";

    /** Where Linux says how much memory a container may have: of version 2 of its control groups, and of version 1. */
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    private final List<Finding> findings = new ArrayList<>();

    private JvmCheckup() {}

    /**
     * Looks once.
     *
     * @param version the agent's
     * @param l1MaxBytes the bound of L1, by the configuration
     */
    public static List<Finding> run(String version, long l1MaxBytes) {
        JvmCheckup checkup = new JvmCheckup();
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        checkup.findings.add(
                Finding.ok(SUBJECT, "Java " + System.getProperty("java.version") + ", the agent is " + version));
        checkup.options(options, Runtime.version().feature());
        checkup.heap(Runtime.getRuntime().maxMemory(), l1MaxBytes);
        checkup.container(Runtime.getRuntime().maxMemory(), containerLimit());
        return checkup.findings;
    }

    static List<Finding> ofOptions(List<String> options, int feature) {
        JvmCheckup checkup = new JvmCheckup();
        checkup.options(options, feature);
        return checkup.findings;
    }

    static List<Finding> ofMemory(long heap, long l1MaxBytes, long limit) {
        JvmCheckup checkup = new JvmCheckup();
        checkup.heap(heap, l1MaxBytes);
        checkup.container(heap, limit);
        return checkup.findings;
    }

    private void options(List<String> options, int feature) {
        if (options.contains("-XX:+DisableAttachMechanism")) {
            findings.add(Finding.info(
                    SUBJECT,
                    "-XX:+DisableAttachMechanism: the command line cannot reach it",
                    "start it without that to ask and steer it while it runs"));
        }
        if (feature >= 21 && options.contains("-XX:-EnableDynamicAgentLoading")) {
            findings.add(Finding.info(
                    SUBJECT,
                    "-XX:-EnableDynamicAgentLoading: an agent cannot be attached, nor be made to answer where metrics.jmx is"
                            + " off",
                    "start it with -javaagent:tiercel-agent.jar, and leave metrics.jmx on"));
        }
    }

    private void heap(long heap, long l1MaxBytes) {
        String sizes = "L1 may take " + megabytes(l1MaxBytes) + " of a heap of " + megabytes(heap);
        if (l1MaxBytes > heap / 2) {
            findings.add(Finding.warn("memory", sizes, "lower l1.max-bytes below half of the heap, or raise -Xmx"));
        } else {
            findings.add(Finding.ok("memory", sizes));
        }
    }

    /** @param limit 0: there is none */
    private void container(long heap, long limit) {
        if (limit > 0 && heap > limit / 10 * 9) {
            findings.add(Finding.warn(
                    "memory",
                    "a heap of up to " + megabytes(heap) + " in a container of " + megabytes(limit)
                            + ": the rest of the JVM needs room too",
                    "lower -Xmx or -XX:MaxRAMPercentage to about 75 % of the container's limit"));
        }
    }

    private static long containerLimit() {
        for (Path file : LIMITS) {
            try {
                String text = Files.readString(file).strip();
                // Without a limit it is a word, or a number that no machine has.
                if (text.matches("\\d{1,15}")) {
                    return Long.parseLong(text);
                }
            } catch (IOException | SecurityException none) {
                // Then it is not told there.
            }
        }
        return 0;
    }

    private static String megabytes(long bytes) {
        return bytes / (1 << 20) + " MB";
    }
}
