package dev.tiercel.testkit;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a server (redis-server, haproxy) as a child process, with the tail of its output. Thread-safe.
 *
 * <p>The server never outlives this JVM, however that ends. It starts as a shell; the shell leaves a watchdog behind and
 * becomes the server, under the same process id:
 *
 * <pre>
 *   JVM ──stdin pipe──▶ watchdog: waits for the end of the pipe, kills the server
 *    └────child───────▶ sh, then the server
 * </pre>
 *
 * The pipe ends when the JVM ends, by exit or by SIGKILL, and also as soon as the JVM has seen the server end. This is
 * the only care for the JVM's end: there is no shutdown hook, which SIGKILL would skip. A file of process ids swept at
 * the next start was refused: it leaves servers running until then.
 */
final class LocalProcess {
    private static final String WATCHED = """
            exec 3<&0
            ( { trap '' HUP INT TERM; read -r line <&3; kill -KILL "$$"; } >/dev/null 2>&1 & )
            exec "$@" </dev/null 3<&-
            """;

    private static final int MAX_OUTPUT_CHARS = 64 * 1024;
    private static final Duration END_OF_PROCESS = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final int port;
    private final Thread reader;
    private final StringBuilder output = new StringBuilder();

    private LocalProcess(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.reader = new Thread(this::readOutput, name + "-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a server in that folder.
     *
     * @param port where it will answer
     * @param environment further environment variables
     */
    static LocalProcess start(Path folder, int port, Map<String, String> environment, List<String> command) {
        String name = Path.of(command.get(0)).getFileName().toString();
        List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, name + "-watchdog"));
        watched.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(watched).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new LocalProcess(name, builder.start(), port);
        } catch (IOException e) {
            throw new RedisServerException("cannot start [" + command.get(0) + "]: " + e, e);
        }
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** True when the process ended within that time. */
    boolean ended(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisServerException("interrupted while waiting for " + name, e);
        }
    }

    void kill() {
        // Not Process.destroy: it closes the streams, and with them the end of the output.
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    void terminate() {
        process.toHandle().destroy();
        if (!ended(END_OF_PROCESS)) {
            kill();
        }
    }

    private void awaitEnd() {
        // The end must be waited for even in an interrupted thread: close() runs there too.
        boolean interrupted = Thread.interrupted();
        try {
            if (!ended(END_OF_PROCESS)) {
                throw new RedisServerException(name + " " + pid() + " does not end after SIGKILL");
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void hang() {
        signal("STOP");
        // Linux tells when the signal has worked; without this, a server on another processor may answer once more.
        Path stat = Path.of("/proc/" + pid() + "/stat");
        while (Files.exists(stat) && !isStopped(stat)) {
            Thread.onSpinWait();
        }
    }

    void resume() {
        signal("CONT");
    }

    private static boolean isStopped(Path stat) {
        try {
            // "pid (name) state ...": the name may hold anything but comes before the last parenthesis.
            String text = Files.readString(stat);
            return "TtZX".indexOf(text.charAt(text.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends a signal by the shell's own kill: small machines have no program of that name. */
    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid())
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (kill.waitFor() != 0) {
                throw new RedisServerException("cannot send SIG" + signal + " to " + name + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisServerException("interrupted while signalling " + name, e);
        }
    }

    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** The output to its end. The process must have ended. */
    String lastOutput() {
        try {
            reader.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return output();
    }

    private void readOutput() {
        char[] chunk = new char[4_096];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                synchronized (output) {
                    output.append(chunk, 0, n);
                    output.delete(0, Math.max(0, output.length() - MAX_OUTPUT_CHARS));
                }
            }
        } catch (IOException e) {
            // The pipe broke, which ends the output like an end.
        }
    }
}
