package dev.tiercel.agent;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs on which the agent has to work: one of each version from 17 on that this machine has. */
final class Jdks {
    static final int OLDEST = 17;

    private Jdks() {}

    /** Oldest version first; the running one is always among them. */
    static List<Jdk> all() {
        Map<Integer, Jdk> byVersion = new TreeMap<>();
        byVersion.put(Jdk.RUNNING.version(), Jdk.RUNNING);
        homes().map(Jdk::at)
                .filter(jdk -> jdk.version() >= OLDEST)
                .sorted(Comparator.comparing(jdk -> jdk.home().toString()))
                .forEach(jdk -> byVersion.putIfAbsent(jdk.version(), jdk));
        return List.copyOf(byVersion.values());
    }

    /** Those of all that are of this version or a newer one. */
    static List<Jdk> from(int version) {
        return all().stream().filter(jdk -> jdk.version() >= version).toList();
    }

    private static Stream<Path> homes() {
        List<Path> homes = new ArrayList<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME")) {
                Stream.of(value.split(File.pathSeparator)).map(Path::of).forEach(homes::add);
            }
        });
        homes.addAll(in(Path.of("/usr/lib/jvm")));
        homes.addAll(in(Path.of(System.getProperty("user.home"), ".sdkman/candidates/java")));
        in(Path.of("/Library/Java/JavaVirtualMachines")).forEach(bundle -> homes.add(bundle.resolve("Contents/Home")));
        return homes.stream();
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
