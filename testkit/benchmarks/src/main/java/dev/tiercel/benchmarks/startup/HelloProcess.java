package dev.tiercel.benchmarks.startup;

import dev.tiercel.benchmarks.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@link Hello} in a process of its own. */
final class HelloProcess {
    private final String redisUri;

    HelloProcess(String redisUri) {
        this.redisUri = redisUri;
    }

    /** Runs it to its end, in nanoseconds. */
    long run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Machine.java()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hello.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("REDIS_URL", redisUri);
        long begun = System.nanoTime();
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
        return System.nanoTime() - begun;
    }
}
