package dev.tiercel.redis;

import dev.tiercel.config.RedisLogin;
import dev.tiercel.l2.L2Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The password as it is now: a file or a command is asked each time, because the password may rotate. Thread-safe. */
final class Credentials {
    private static final int MAX_BYTES = 64 * 1024;
    private static final long COMMAND_SECONDS = 5;

    private final RedisLogin login;

    Credentials(RedisLogin login) {
        this.login = login;
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

    private static String fromCommand(String command) {
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

    /** A password fits into the pipe, so the end is waited for first: nothing to read could be waited for with a bound. */
    private static String answer(Process process) throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                throw L2Failure.outage("redis.password-command takes more than " + COMMAND_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw L2Failure.outage("interrupted");
        }
        if (process.exitValue() != 0) {
            throw L2Failure.outage("redis.password-command ended with exit code " + process.exitValue());
        }
        InputStream out = process.getInputStream();
        return firstLine(out.readNBytes(out.available()), "redis.password-command wrote nothing");
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
