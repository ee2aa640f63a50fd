package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a server has its effect, and heal() undoes it. */
class ServerFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start(RedisServer.Options.DEFAULT.withPassword("first"));
    }

    @AfterEach
    void healAndClose() throws IOException {
        redis.heal();
        try (RespConnection client = client("first")) {
            assertThat(client.call("SET", "k", "v")).isEqualTo("OK");
            assertThat(client.call("GET", "k")).isEqualTo("v");
            assertThat(client.call("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "268435456"));
            assertThat(client.call("CONFIG", "GET", "maxmemory-policy"))
                    .isEqualTo(List.of("maxmemory-policy", "volatile-lru"));
        }
        redis.close();
    }

    @Test
    void kill() {
        redis.kill();
        assertThatThrownBy(() -> client("first")).isInstanceOf(IOException.class);
    }

    @Test
    void hang() throws IOException {
        try (RespConnection client = client("first", Duration.ofMillis(200))) {
            redis.hang();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void restart_forgets() {
        redis.command("SET", "k", "v");
        redis.restart();
        assertThat(redis.command("GET", "k")).isNull();
    }

    @Test
    void restartWithData_keepsWhatARunningServerHolds() {
        redis.command("SET", "k", "v");
        long pid = redis.pid();
        redis.restartWithData();
        assertThat(redis.pid()).isNotEqualTo(pid);
        assertThat(redis.command("GET", "k")).isEqualTo("v");

        redis.restart();
        assertThat(redis.command("GET", "k")).isNull();
    }

    @Test
    void restartWithData_ofAKilledServer_bringsBackWhatItHadWritten(@TempDir Path data) {
        RedisServer.Options options =
                RedisServer.Options.DEFAULT.withConfig("appendonly yes").withDataDirectory(data);
        try (RedisServer durable = RedisServer.start(options)) {
            durable.command("SET", "k", "v");
            durable.kill();
            durable.restartWithData();
            assertThat(durable.command("GET", "k")).isEqualTo("v");

            durable.restart();
            assertThat(durable.command("GET", "k")).isNull();
        }
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void cutSubscriptions_leavesTheOthers() throws IOException {
        try (RespConnection subscriber = client("first");
                RespConnection client = client("first")) {
            subscriber.call("SUBSCRIBE", "channel");
            redis.cutSubscriptions();
            assertThatThrownBy(() -> subscriber.call("PING")).isInstanceOf(IOException.class);
            assertThat(client.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void cutConnections_leavesTheSubscriptions() throws IOException {
        try (RespConnection subscriber = client("first");
                RespConnection client = client("first")) {
            subscriber.call("SUBSCRIBE", "channel");
            redis.cutConnections();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
            assertThat(subscriber.call("PING")).isEqualTo(List.of("pong", ""));
        }
    }

    @Test
    void pauseClients_holdsBackAll() throws IOException {
        try (RespConnection client = client("first", Duration.ofMillis(200))) {
            redis.pauseClients(Duration.ofHours(1));
            assertThatThrownBy(() -> client.call("GET", "k")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void pauseWrites_holdsBackWrites() throws IOException {
        try (RespConnection client = client("first", Duration.ofMillis(200))) {
            redis.pauseWrites(Duration.ofHours(1));
            assertThat(client.call("GET", "k")).isNull();
            assertThatThrownBy(() -> client.call("SET", "k", "v")).isInstanceOf(SocketTimeoutException.class);
        }
        long pid = redis.pid();
        redis.heal();
        assertThat(redis.pid()).isEqualTo(pid);
    }

    @Test
    void fillMemory_refusesWrites_andKeepsData() {
        redis.command("SET", "k", "v");
        redis.fillMemory();
        assertThatThrownBy(() -> redis.command("SET", "k", "w")).hasMessageContaining("OOM");
        assertThat(redis.command("GET", "k")).isEqualTo("v");
    }

    @Test
    void changePassword_shutsOutWhoComesNew() throws IOException {
        try (RespConnection old = client("first")) {
            redis.changePassword("second");
            redis.changePassword("third");
            assertThatThrownBy(() -> client("first")).hasMessageContaining("WRONGPASS");
            assertThat(old.call("PING")).isEqualTo("PONG");
            assertThat(redis.command("PING")).isEqualTo("PONG");
            assertThat(redis.password()).isEqualTo("first");
        }
    }

    @Test
    void changePassword_isUndoneByARestart() throws IOException {
        redis.changePassword("second");
        redis.restart();
        client("first").close();
    }

    @Test
    void configure_ofNoSetting_isRefused() {
        assertThatThrownBy(() -> redis.configure("no-such-setting", "1")).hasMessageContaining("[no-such-setting]");
    }

    private RespConnection client(String password) throws IOException {
        return client(password, PATIENCE);
    }

    private RespConnection client(String password, Duration timeout) throws IOException {
        return RespConnection.open("127.0.0.1", redis.port(), password, timeout);
    }
}
