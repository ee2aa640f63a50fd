package dev.tiercel.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Looks for a program of this machine: first what the user named by a variable, then {@code PATH}. */
final class Programs {
    private Programs() {}

    /**
     * What a user named is used or refused, never passed over in silence.
     *
     * @param expected what the variable should name
     */
    static Optional<Path> find(Map<String, String> environment, String variable, String name, String expected) {
        String named = environment.getOrDefault(variable, "");
        if (named.isEmpty()) {
            return onPath(environment, name);
        }
        Path file = Path.of(named);
        if (!isProgram(file)) {
            throw new RedisServerException(variable + " is [" + file + "], which is no executable file: set it to "
                    + expected + ", or unset it");
        }
        return Optional.of(file.toAbsolutePath());
    }

    private static Optional<Path> onPath(Map<String, String> environment, String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name).toAbsolutePath())
                .filter(Programs::isProgram)
                .findFirst();
    }

    static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
