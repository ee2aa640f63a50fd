package dev.tiercel.benchmarks.peers;

import dev.tiercel.benchmarks.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how it is measured.
 *
 * @param home of the Java that runs the contenders
 * @param target the folder that the benchmarks were built in
 */
record Lab(Path home, Path target, String agent, Effort effort) {
    String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    String version() throws IOException {
        for (String line : Files.readAllLines(home.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.substring(line.indexOf('=') + 1).replace("\"", "");
            }
        }
        return home.toString();
    }

    boolean isQuick() {
        return effort == Effort.QUICK;
    }

    /** For a process that runs one contender. */
    List<String> arguments(Contender contender, Setting setting) {
        List<String> arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC"));
        arguments.addAll(setting.arguments());
        arguments.add("-Dpeers.class=" + contender.className);
        if (contender == Contender.TIERCEL) {
            arguments.add("-javaagent:" + agent);
            arguments.add("-Dtiercel.redis.enabled=" + setting.redis());
            if (setting.redis()) {
                arguments.add("-Dtiercel.redis.host=" + setting.host());
                arguments.add("-Dtiercel.redis.port=" + setting.port());
            }
            arguments.add("-Dtiercel.redis.deadline=" + setting.timeout().toMillis() + "ms");
            arguments.add("-Dtiercel.defaults.max-entries=" + setting.maxEntries());
            arguments.add("-Dtiercel.l1.max-bytes=1GB");
        }
        return arguments;
    }
}
