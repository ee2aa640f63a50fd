package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    /** With the first server the guard of the folders starts, which stays. */
    @BeforeAll
    static void startTheGuard() {
        RedisServer.start().close();
    }

    @Nested
    class Running {
        @Test
        void answersOnAPortOfItsOwn() {
            try (RedisServer redis = RedisServer.start()) {
                assertThat(redis.command("PING")).isEqualTo("PONG");
                assertThat(redis.port()).isBetween(20_000, 31_999);
                assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
                assertThat(redis.password()).isNull();
            }
        }

        @Test
        void runsFromTheFileThatUsersDeploy() {
            try (RedisServer redis = RedisServer.start()) {
                assertThat(redis.command("CONFIG", "GET", "maxmemory-policy"))
                        .isEqualTo(List.of("maxmemory-policy", "volatile-lru"));
                assertThat(redis.command("CONFIG", "GET", "save")).isEqualTo(List.of("save", ""));
            }
        }

        @Test
        void takesFurtherLinesAndPorts() {
            int port = RedisServer.freePort();
            RedisServer.Options options =
                    RedisServer.Options.DEFAULT.withPort(port).withConfig("maxmemory 7mb", "databases 3");
            try (RedisServer redis = RedisServer.start(options)) {
                assertThat(redis.port()).isEqualTo(port);
                assertThat(redis.command("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "7340032"));
            }
        }

        @Test
        void speaksEveryKindOfReply() {
            try (RedisServer redis = RedisServer.start()) {
                assertThat(redis.command("SET", "k", "väl ue")).isEqualTo("OK");
                assertThat(redis.command("GET", "k")).isEqualTo("väl ue");
                assertThat(redis.command("GET", "absent")).isNull();
                assertThat(redis.command("DEL", "k", "absent")).isEqualTo(1L);
                assertThat(redis.command("EVAL", "return {1, 'two', {3}}", "0"))
                        .isEqualTo(List.of(1L, "two", List.of(3L)));
                assertThatThrownBy(() -> redis.command("NONSENSE"))
                        .isInstanceOf(RedisServerException.class)
                        .hasMessageContaining("ERR unknown command");
            }
        }

        @Test
        void keepsBytesAsTheyAre() {
            byte[] bytes = {0, '\r', '\n', (byte) 0xff, '$'};
            try (RedisServer redis = RedisServer.start()) {
                redis.set("k", bytes);
                assertThat(redis.get("k")).isEqualTo(bytes);
                assertThat(redis.get("absent")).isNull();
            }
        }

        @Test
        void asksForThePasswordThatWasSet() throws IOException {
            String password = "a \"b\\c@/ü";
            try (RedisServer redis = RedisServer.start(RedisServer.Options.DEFAULT.withPassword(password))) {
                assertThat(redis.command("PING")).isEqualTo("PONG");
                assertThat(redis.uri()).isEqualTo("redis://:a%20%22b%5Cc%40%2F%C3%BC@127.0.0.1:" + redis.port());
                try (RespConnection stranger =
                        RespConnection.open("127.0.0.1", redis.port(), null, Duration.ofSeconds(5))) {
                    assertThatThrownBy(() -> stranger.call("PING")).hasMessageContaining("NOAUTH");
                }
            }
        }

        @Test
        void standsBesideAnother() {
            try (RedisServer one = RedisServer.start();
                    RedisServer two = RedisServer.start()) {
                one.command("SET", "k", "one");

                assertThat(two.port()).isNotEqualTo(one.port());
                assertThat(two.command("GET", "k")).isNull();
                two.kill();
                assertThat(one.command("GET", "k")).isEqualTo("one");
            }
        }
    }

    @Nested
    class Faults {
        @Test
        void kill_breaksConnections_andRestartReturnsEmptyOnTheSamePort() throws IOException {
            try (RedisServer redis = RedisServer.start();
                    Socket client = new Socket(redis.host(), redis.port())) {
                int port = redis.port();
                long pid = redis.pid();
                redis.command("SET", "k", "v");

                redis.kill();

                assertThat(ProcessHandle.of(pid)).isEmpty();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                assertThatThrownBy(() -> redis.command("PING"))
                        .isInstanceOf(RedisServerException.class)
                        .hasMessageContaining("not running: restart() it");

                redis.restart();

                assertThat(redis.port()).isEqualTo(port);
                assertThat(redis.pid()).isNotEqualTo(pid);
                assertThat(redis.command("GET", "k")).isNull();
            }
        }

        @Test
        void restart_worksOnARunningServer() {
            try (RedisServer redis = RedisServer.start()) {
                redis.command("SET", "k", "v");
                redis.restart();
                assertThat(redis.command("GET", "k")).isNull();
            }
        }

        @Test
        void hang_holdsBackTheReply_andResumeDeliversIt() throws IOException {
            try (RedisServer redis = RedisServer.start();
                    Socket client = new Socket(redis.host(), redis.port())) {
                redis.hang();
                client.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                client.setSoTimeout(200);
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

                redis.resume();
                client.setSoTimeout(5_000);
                assertThat(client.getInputStream().readNBytes(7)).asString().isEqualTo("+PONG\r\n");
            }
        }

        @Test
        void stop_endsInOrder_evenInAHang() {
            try (RedisServer redis = RedisServer.start()) {
                redis.hang();
                redis.stop();
                assertThat(ProcessHandle.of(redis.pid())).isEmpty();
                await().untilAsserted(() -> assertThat(redis.output()).contains("bye bye"));

                redis.restart();
                assertThat(redis.command("PING")).isEqualTo("PONG");
            }
        }

        @Test
        void faultsOfAServerThatIsGone_sayWhatToDo() {
            try (RedisServer redis = RedisServer.start()) {
                redis.kill();
                assertThatThrownBy(redis::hang)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("restart()");
                redis.kill();
                redis.stop();
            }
        }
    }

    @Nested
    class Ending {
        @Test
        void close_endsAHungServer_andMayBeCalledAgain() {
            RedisServer redis = RedisServer.start();
            redis.hang();

            redis.close();
            redis.close();

            assertThat(ProcessHandle.of(redis.pid())).isEmpty();
            assertThatThrownBy(redis::restart)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }

        @Test
        void close_leavesNoFolder() {
            Path folder;
            try (RedisServer redis = RedisServer.start()) {
                folder = folderOf(redis);
                assertThat(folder).isDirectory();
            }
            await().untilAsserted(() -> assertThat(folder).doesNotExist());
        }

        @Test
        void close_leavesTheDataDirectoryOfTheUser(@TempDir Path data) {
            RedisServer.Options options =
                    RedisServer.Options.DEFAULT.withDataDirectory(data).withConfig("appendonly yes");
            try (RedisServer redis = RedisServer.start(options)) {
                redis.command("SET", "k", "v");
                redis.stop();
                redis.restartWithData();
                assertThat(redis.command("GET", "k")).isEqualTo("v");
            }
            assertThat(data).isNotEmptyDirectory();
        }

        @Test
        void aStartThatFails_showsTheOutput_andLeavesNothing() {
            Set<Long> before = children();

            assertThatThrownBy(() -> RedisServer.start(RedisServer.Options.DEFAULT.withConfig("no-such-directive 1")))
                    .isInstanceOf(RedisServerException.class)
                    .hasMessageContaining("Bad directive or wrong number of arguments")
                    .hasMessageContaining("no-such-directive");

            assertThat(children()).isEqualTo(before);
        }

        @Test
        void aStartWithoutAnAnswer_showsTheOutput_andLeavesNothing(@TempDir Path folder) {
            Set<Long> before = children();
            RedisServer.Options mute = RedisServer.Options.DEFAULT.withConfig("port 0", "unixsocket ./socket");

            assertThatThrownBy(() -> RedisLauncher.launch(mute, Role.NODE, folder, new Ports(), Duration.ofMillis(300)))
                    .isInstanceOf(RedisServerException.class)
                    .hasMessageContaining("gives no answer on port")
                    .hasMessageContaining("Server initialized");

            assertThat(children()).isEqualTo(before);
        }

        @Test
        void aPortInUse_isNamed_andNobodyElsesRedisIsTakenForOurs() throws IOException {
            Set<Long> before;
            try (RedisServer other = RedisServer.start()) {
                before = children();
                assertThatThrownBy(() -> RedisServer.start(RedisServer.Options.DEFAULT.withPort(other.port())))
                        .isInstanceOf(RedisServerException.class)
                        .hasMessageContaining("port " + other.port() + " is in use");
                assertThat(children()).isEqualTo(before);
            }
        }

        @Test
        void freePort_passesOverAPortInUse() throws IOException {
            int next = RedisServer.freePort() + 1;
            try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
                assertThat(RedisServer.freePort()).isNotEqualTo(taken.getLocalPort());
            }
        }

        private Set<Long> children() {
            return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        }
    }

    private static Path folderOf(RedisServer redis) {
        List<?> answer = (List<?>) redis.command("CONFIG", "GET", "dir");
        Path folder = Path.of((String) answer.get(1));
        assertThat(Files.exists(folder.resolve("redis.conf"))).isTrue();
        return folder;
    }
}
