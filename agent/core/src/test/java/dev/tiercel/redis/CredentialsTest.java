package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.config.RedisLogin;
import dev.tiercel.l2.L2Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords by file and by command, and what is said of them when there is none. */
class CredentialsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private static Credentials command(String command, Duration patience) {
        return new Credentials(new RedisLogin(null, null, null, command, null, null, false), patience);
    }

    private static Credentials file(Path file) {
        return new Credentials(new RedisLogin(null, null, file, null, null, null, false), PATIENCE);
    }

    private static AbstractThrowableAssert<?, ?> assertRefuses(Credentials credentials) {
        return assertThatThrownBy(credentials::password).isInstanceOf(L2Failure.class);
    }

    @Test
    void lineBreakAtTheEnd_isNoPartOfThePassword() throws Exception {
        assertThat(file(Files.writeString(directory.resolve("a"), " s3 cret\r\n"))
                        .password())
                .isEqualTo(" s3 cret");
        assertThat(file(Files.writeString(directory.resolve("b"), "s3cret")).password())
                .isEqualTo("s3cret");
        assertThat(command("printf 's3cret\\n'", PATIENCE).password()).isEqualTo("s3cret");
    }

    @Test
    void fileWithoutAPassword_isSaid() throws Exception {
        assertRefuses(file(directory.resolve("missing")))
                .hasMessage("redis.password-file cannot be read: NoSuchFileException");
        assertRefuses(file(directory)).hasMessage("redis.password-file cannot be read: IOException");
        assertRefuses(file(Files.writeString(directory.resolve("empty"), "\n")))
                .hasMessage("redis.password-file is empty");
    }

    @Test
    void failingCommand_isSaidWithoutWhatItWrote() {
        assertRefuses(command("echo s3cret; echo s3cret >&2; exit 3", PATIENCE))
                .hasMessage("redis.password-command ended with exit code 3");
        assertRefuses(command("no-such-command-s3cret", PATIENCE))
                .hasMessage("redis.password-command ended with exit code 127");
    }

    @Test
    void silentCommand_isSaid() {
        assertRefuses(command("true", PATIENCE)).hasMessage("redis.password-command wrote nothing");
    }

    @Test
    void hangingCommand_isEnded() {
        String marker = "4711" + ProcessHandle.current().pid();
        assertRefuses(command("sleep " + marker + " & sleep " + marker, SHORT))
                .hasMessage("redis.password-command takes more than 100 ms");
        Rig.soon().until(() -> ProcessHandle.current()
                .descendants()
                .noneMatch(each -> each.info().commandLine().orElse("").contains(marker)));
    }

    @Test
    void endlesslyChattyCommand_isEnded() {
        assertRefuses(command("yes s3cret", SHORT)).hasMessage("redis.password-command takes more than 100 ms");
    }

    /** Many times what a pipe takes in: the command could not end if nobody read. */
    @Test
    void chattyCommand_givesItsFirstLine() {
        assertThat(command("echo s3cret; head -c 500000 /dev/zero", PATIENCE).password())
                .isEqualTo("s3cret");
    }

    @Test
    void commandThatLeavesAProcessBehind_isNotWaitedFor() {
        String pid = command("sleep 60 & echo $!", PATIENCE).password();
        assertThat(ProcessHandle.of(Long.parseLong(pid))).get().satisfies(left -> {
            assertThat(left.isAlive()).isTrue();
            left.destroyForcibly();
        });
    }

    @Test
    void inputOfTheCommand_isEmpty() {
        assertThat(command("cat; echo s3cret", PATIENCE).password()).isEqualTo("s3cret");
    }
}
