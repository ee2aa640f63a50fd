package dev.tiercel.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be known of a process before it is knocked at. That is done by a signal which ends a program that is no JVM,
 * so no other is knocked at.
 */
final class Processes {
    private static final String SHUT = "-XX:+DisableAttachMechanism";

    private Processes() {}

    /** @param seen whether it is known that it is a JVM of this user */
    static void check(long pid, boolean seen) {
        if (pid == ProcessHandle.current().pid()) {
            throw Refusal.nobodyThere(pid + " is this command itself");
        }
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> Refusal.nobodyThere("no process " + pid + " here; see the JVMs: list"));
        if (seen) {
            return;
        }
        Optional<String> owner = process.info().user();
        Optional<String> us = ProcessHandle.current().info().user();
        if (owner.isPresent() && us.isPresent() && !owner.equals(us)) {
            throw Refusal.notPossible("the process " + pid + " is of user " + owner.get() + ", this shell of "
                    + us.get() + "; run it as " + owner.get());
        }
        if (!isJvm(pid, process)) {
            throw Refusal.nobodyThere("the process " + pid + " is not a JVM; see the JVMs: list");
        }
        if (process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(SHUT::equals)) {
            throw Refusal.notPossible(shut(pid));
        }
    }

    private static boolean isJvm(long pid, ProcessHandle process) {
        Path maps = Path.of("/proc/" + pid + "/maps");
        if (Files.isReadable(maps)) {
            try (Stream<String> lines = Files.lines(maps)) {
                return lines.anyMatch(line -> line.endsWith("/libjvm.so"));
            } catch (IOException | UncheckedIOException unreadable) {
                return false;
            }
        }
        return process.info().command().map(Processes::isJava).orElse(false);
    }

    private static boolean isJava(String command) {
        String name = Path.of(command).getFileName().toString();
        return name.equals("java") || name.equals("java.exe") || name.equals("javaw.exe");
    }

    /** For a JVM that refused to let us in. */
    static String closed(long pid, @Nullable String reason) {
        boolean silent = reason != null && reason.contains("doesn't respond");
        return silent
                ? "the JVM " + pid + " does not answer; is it stopped, of another container, or without a"
                        + " /tmp that it may write to (then start it with -javaagent:tiercel-agent.jar)?"
                : shut(pid);
    }

    private static String shut(long pid) {
        return "the JVM " + pid + " lets nobody in: it runs with " + SHUT
                + "; start it without that, or with -javaagent:tiercel-agent.jar";
    }

    static String unreachable(long pid, @Nullable String reason) {
        return "the JVM " + pid + " cannot be reached (" + reason
                + "); run the command as the user of that JVM, and in its container";
    }
}
