package dev.tiercel.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Libraries of applications, which the build put beside the agent. */
final class Libraries {
    private Libraries() {}

    /** All jars of a folder under {@code target}. */
    static List<Path> in(String folder) {
        try (Stream<Path> jars = Files.list(Path.of("target", folder).toAbsolutePath())) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> with(List<Path> first, List<Path> others) {
        List<Path> all = new ArrayList<>(first);
        all.addAll(others);
        return all;
    }

    static List<Path> with(Path first, List<Path> others) {
        return with(List.of(first), others);
    }
}
