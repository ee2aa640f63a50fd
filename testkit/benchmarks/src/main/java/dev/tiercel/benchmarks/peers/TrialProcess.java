package dev.tiercel.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link PeerTrial} in a virtual machine of its own. */
final class TrialProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    TrialProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(
                        Boolean.getBoolean("benchmarks.log")
                                ? ProcessBuilder.Redirect.INHERIT
                                : ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The numbers of its answer. */
    long[] ask(String words) throws IOException {
        process.getOutputStream().write((words + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("@")) {
                return List.of(line.substring(1).trim().split(" ")).stream()
                        .mapToLong(Long::parseLong)
                        .toArray();
            }
        }
        throw new IllegalStateException(
                "the process has ended at \"" + words + "\": BENCHMARKS_OPTIONS=-Dbenchmarks.log=true shows why");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
