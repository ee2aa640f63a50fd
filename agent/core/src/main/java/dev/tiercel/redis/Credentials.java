package dev.tiercel.redis;

import dev.tiercel.config.RedisLogin;
import dev.tiercel.l2.L2Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The password as it is now: a file or a command is asked each time, because the password may rotate. Thread-safe. */
final class Credentials {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long STEP_MILLIS = 10;

    private final RedisLogin login;
    private final Duration patience;

    Credentials(RedisLogin login) {
        this(login, PATIENCE);
    }

    /** @param patience the most that a command may take */
    Credentials(RedisLogin login, Duration patience) {
        this.login = login;
        this.patience = patience;
    }

    /**
     * May wait for a command, five seconds at most.
     *
     * @throws L2Failure that says what is wrong with the file or the command, without a word of what they say
     */
    @Nullable
    String password() {
        Path file = login.passwordFile();
        String command = login.passwordCommand();
        if (file != null) {
            return fromFile(file);
        }
        return command == null ? login.password() : fromCommand(command);
    }

    private static String fromFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return firstLine(in.readNBytes(MAX_BYTES), "redis.password-file is empty");
        } catch (IOException e) {
            throw L2Failure.outage(
                    "redis.password-file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private String fromCommand(String command) {
        try {
            boolean windows = System.getProperty("os.name", "").startsWith("Windows");
            Process process = new ProcessBuilder(
                            windows ? new String[] {"cmd", "/c", command} : new String[] {"/bin/sh", "-c", command})
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.PIPE)
                    .start();
            try {
                return answer(process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw L2Failure.outage("redis.password-command cannot be run");
        }
    }

    /**
     * Takes what there is, and looks for the end, by turns: a read that waits could not be ended, where a process that the
     * command left behind keeps its output open.
     */
    private String answer(Process process) throws IOException {
        process.getOutputStream().close();
        InputStream out = process.getInputStream();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        long startNanos = System.nanoTime();
        while (!hasEnded(process)) {
            take(out, taken);
            if (System.nanoTime() - startNanos > patience.toNanos()) {
                throw L2Failure.outage("redis.password-command takes more than " + patience.toMillis() + " ms");
            }
        }
        take(out, taken);
        if (process.exitValue() != 0) {
            throw L2Failure.outage("redis.password-command ended with exit code " + process.exitValue());
        }
        return firstLine(taken.toByteArray(), "redis.password-command wrote nothing");
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(STEP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw L2Failure.outage("interrupted");
        }
    }

    /** Lets go of what is too much for a password, so that a chatty command comes to its end. */
    private static void take(InputStream out, ByteArrayOutputStream taken) throws IOException {
        byte[] bytes = out.readNBytes(out.available());
        taken.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - taken.size()));
    }

    private static String firstLine(byte[] bytes, String empty) {
        String line =
                new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw L2Failure.outage(empty);
        }
        return line;
    }
}
