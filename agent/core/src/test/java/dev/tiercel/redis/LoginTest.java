package dev.tiercel.redis;

import static dev.tiercel.redis.Entries.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2;
import dev.tiercel.testkit.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins that are wrong, missing, or change while the application runs. */
class LoginTest {
    private static final String OLD = "old-s3cret";
    private static final String NEW = "new-s3cret";

    @TempDir
    Path directory;

    @AutoClose
    private final Rig rig = new Rig();

    @AfterEach
    void noLineHasASecret() {
        assertThat(rig.lines()).noneMatch(line -> line.contains("s3cret"));
    }

    private static String url(RedisServer server) {
        return "redis://127.0.0.1:" + server.port();
    }

    private RedisServer server() {
        return rig.server(RedisServer.Options.DEFAULT.withPassword(OLD));
    }

    @Test
    void wrongPasswordInAFile_isSaidOnce_andTheRightOneTaken() throws Exception {
        RedisServer server = server();
        Path file = Files.writeString(directory.resolve("password"), NEW);
        RedisConfig config = Rig.config(url(server), "redis.topology=standalone", "redis.password-file=" + file);
        RedisStore store = rig.store(config);
        L2 l2 = rig.l2(config, store);
        rig.awaitUnavailable("wrong password (WRONGPASS)");
        Rig.awaitAttempts(store, 3);
        assertThat(rig.lines()).hasSize(1);
        Files.delete(file);
        Rig.awaitAttempts(store, 3);
        assertThat(rig.lines()).hasSize(1);
        Files.writeString(file, OLD + "\n");
        Rig.assertServes(l2);
    }

    @Test
    void passwordThatRotatesInAFile_isTakenAtTheNextConnection() throws Exception {
        RedisServer server = server();
        Path file = Files.writeString(directory.resolve("password"), OLD);
        L2 l2 = rig.l2(url(server), "redis.password-file=" + file);
        Rig.assertServes(l2);
        server.changePassword(NEW);
        Rig.assertServes(l2); // who is in stays in
        server.cutConnections();
        rig.awaitUnavailable("disconnected");
        Files.writeString(file, NEW);
        Rig.assertServes(l2);
    }

    @Test
    void passwordThatRotatesByACommand_isTakenAtTheNextConnection() throws Exception {
        RedisServer server = server();
        Path file = Files.writeString(directory.resolve("password"), OLD);
        L2 l2 = rig.l2(url(server), "redis.password-command=cat " + file);
        Rig.assertServes(l2);
        server.changePassword(NEW);
        Files.writeString(file, NEW);
        server.cutConnections();
        rig.awaitUnavailable("disconnected");
        Rig.assertServes(l2);
    }

    /** Longer than an attempt to connect may take: that is no attempt yet. */
    @Test
    void slowCommand_isWaitedFor() {
        RedisServer server = server();
        RedisConfig config = Rig.config(
                url(server),
                "redis.topology=standalone",
                "redis.connect-timeout=20ms",
                "redis.password-command=sleep 0.5; echo " + OLD);
        RedisStore store = rig.store(config);
        rig.l2(config, store);
        Rig.soon().until(store::isUsable);
        assertThat(store.nodes().get(0).stuckResets()).isZero();
        assertThat(store.nodes().get(0).attempts()).isEqualTo(1);
    }

    @Test
    void troubleWithFileOrCommand_isSaid_andLeavesTheApplicationUp() {
        RedisServer server = server();
        L2 byFile =
                rig.l2(url(server), "redis.topology=standalone", "redis.password-file=" + directory.resolve("none"));
        rig.awaitUnavailable("redis.password-file cannot be read: NoSuchFileException");
        L2 byCommand = rig.l2(url(server), "redis.topology=standalone", "redis.password-command=echo s3cret; exit 4");
        rig.awaitUnavailable("redis.password-command ended with exit code 4");
        assertThat(at(byFile, "tiercel:k")).isNull();
        assertThat(at(byCommand, "tiercel:k")).isNull();
    }

    @Test
    void missingPassword_isNotTakenForATopology() {
        rig.l2(url(server()));
        rig.awaitUnavailable("wrong password (NOAUTH)");
        assertThat(rig.lines()).hasSize(1);
    }

    @Test
    void userWithoutRights_isTakenForStandalone_andToldWhatToGrant() {
        RedisServer server = rig.server();
        server.command("ACL", "SETUSER", "app", "on", ">own", "~*", "+get");
        rig.l2("redis://app:own@127.0.0.1:" + server.port());
        rig.awaitLine("INFO Redis topology: standalone (auto: by default, for this user may not ask: grant +info +role,"
                + " or set redis.topology)");
        rig.awaitUnavailable("NOPERM: grant +ping");
    }
}
