package dev.tiercel.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java development kit on this machine. */
record Jdk(Path home, int version) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+).*");

    static final Jdk RUNNING =
            new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());

    /** Version 0: there is no JDK in this folder. */
    static Jdk at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java"))
                || !Files.isExecutable(home.resolve("bin/javac"))
                || !Files.isReadable(release)) {
            return new Jdk(home, 0);
        }
        try (BufferedReader lines = Files.newBufferedReader(release)) {
            int version = lines.lines()
                    .map(VERSION::matcher)
                    .filter(Matcher::matches)
                    .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                    .findFirst()
                    .orElse(0);
            return new Jdk(home.toRealPath(), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
