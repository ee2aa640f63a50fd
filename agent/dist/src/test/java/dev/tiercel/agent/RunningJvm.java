package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** A program that runs. It is ended with {@link #close}, whatever it does, and nothing waits for it beyond the deadline. */
final class RunningJvm implements AutoCloseable {
    /** Far above what any program here takes, so that it tells a hang from a slow machine. */
    private static final Duration DEADLINE = Duration.ofSeconds(300);

    /** What Kubernetes gives a container between SIGTERM and SIGKILL. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String command;
    private final Process process;
    private final PrintStream in;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    RunningJvm(String command, Process process) {
        this.command = command;
        this.process = process;
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
    }

    private static Thread read(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            } catch (IOException ended) {
                // The process was ended under its reader.
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Says one line to the program, and returns the line that it answers with. */
    String ask(String question) {
        int before = out.size();
        in.println(question);
        awaitTrue("an answer to [" + question + "]", () -> out.size() > before);
        return out.get(before);
    }

    /** Waits until the program uses Redis and hears what others drop; it has to know the question. */
    void awaitRedis() {
        awaitErr(line -> line.contains("Redis ready"));
        ask("sync");
    }

    /** As {@link #awaitRedis}, of a program that does not know the question: its agent is asked. */
    void awaitInSync() {
        awaitErr(line -> line.contains("Redis ready"));
        awaitTrue(
                "that it hears what others drop",
                () -> Attachment.control(this, control -> control.redis().stream()
                        .anyMatch(row -> "backplane".equals(row.get("node")) && "IN_SYNC".equals(row.get("health")))));
    }

    void awaitErr(Predicate<String> line) {
        awaitTrue("a line on standard error", () -> err.stream().anyMatch(line));
    }

    void awaitOut(Predicate<String> line) {
        awaitTrue("a line on standard output", () -> out.stream().anyMatch(line));
    }

    private void awaitTrue(String what, BooleanSupplier condition) {
        try {
            await().atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> condition.getAsBoolean() || !process.isAlive());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(what + " did not come within " + DEADLINE + "\n" + this, late);
        }
        if (!process.isAlive()) {
            join();
        }
        assertThat(condition.getAsBoolean()).as(() -> what + "\n" + this).isTrue();
    }

    long pid() {
        return process.pid();
    }

    List<String> err() {
        return List.copyOf(err);
    }

    /** Asks the program to end as a container does, by SIGTERM, and waits as long as one does. */
    Ended terminate() {
        process.toHandle().destroy(); // Process.destroy would end its standard input too.
        return awaitEnd(GRACE);
    }

    /** Ends the program's standard input, and waits for its end. */
    Ended awaitEnd() {
        in.close();
        return awaitEnd(DEADLINE);
    }

    private Ended awaitEnd(Duration deadline) {
        try {
            boolean inTime = process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS);
            if (!inTime) {
                process.destroyForcibly().waitFor();
            }
            join();
            assertThat(inTime)
                    .as(() -> "ended by itself within " + deadline + "\n" + ended())
                    .isTrue();
            return ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void join() {
        for (Thread reader : readers) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Ended ended() {
        int exit = process.isAlive() ? -1 : process.exitValue();
        return new Ended(command, exit, List.copyOf(out), List.copyOf(err));
    }

    @Override
    public String toString() {
        return ended().toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
