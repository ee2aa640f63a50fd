package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main class in a JVM of its own; also the proof that a server never outlives its JVM. */
class RedisServerMainTest {
    private static final Pattern READY =
            Pattern.compile("redis-server ready port=(\\d+) pid=(\\d+) uri=redis://(?:[^@]*@)?127\\.0\\.0\\.1:\\1"
                    + "(?: control=(\\S+) token=(\\S+))?");

    @TempDir
    Path temp;

    @Test
    void aServerEndsWithItsJvm_whenThatIsKilled() throws Exception {
        try (Fork fork = new Fork()) {
            fork.jvm.destroyForcibly().waitFor();
            fork.assertNothingLeft();
        }
    }

    @Test
    void aHungServerEndsWithItsJvm_whenThatIsKilled() throws Exception {
        try (Fork fork = new Fork()) {
            signal("STOP", fork.serverPid);
            fork.jvm.destroyForcibly().waitFor();
            fork.assertNothingLeft();
        }
    }

    @Test
    void theServerEndsAtTheEndOfStandardInput() throws Exception {
        try (Fork fork = new Fork("--password", "secret")) {
            fork.jvm.getOutputStream().close();
            assertThat(fork.jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(fork.jvm.exitValue()).isZero();
            fork.assertNothingLeft();
        }
    }

    @Test
    void theServerEndsBeforeTheJvmDoes_whenThatIsTerminated() throws Exception {
        int port = RedisServer.freePort();
        try (Fork fork = new Fork("--port", String.valueOf(port))) {
            assertThat(fork.port).isEqualTo(port);
            signal("TERM", fork.jvm.pid());
            assertThat(fork.jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ProcessHandle.of(fork.serverPid)).isEmpty();
            fork.assertNothingLeft();
        }
    }

    @Test
    void theControlDoorBreaksTheServer_andEndsWithItsJvm() throws Exception {
        try (Fork fork = new Fork("--control", "0")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(fork.control + "/faults/restart?seconds=120"))
                                    .POST(BodyPublishers.noBody())
                                    .header("Authorization", "Bearer " + fork.token)
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(202);
            await().until(() -> !fork.accepts());
            fork.jvm.getOutputStream().close();
            assertThat(fork.jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
            fork.assertNothingLeft();
        }
    }

    @Test
    void withoutControl_thereIsNoDoor() throws Exception {
        try (Fork fork = new Fork()) {
            assertThat(fork.control).isNull();
        }
    }

    @Test
    void anOptionThatIsWrong_isNamed() {
        assertThatThrownBy(() -> ServerArguments.parse("--nonsense", "1")).hasMessageContaining("--nonsense");
        assertThatThrownBy(() -> ServerArguments.parse("--port")).hasMessageContaining("--port");
        assertThatThrownBy(() -> ServerArguments.parse("--port", "x")).hasMessageContaining("[x]");
        assertThatThrownBy(() -> ServerArguments.parse("--port", "70000")).hasMessageContaining("[70000]");
        assertThatThrownBy(() -> ServerArguments.parse("--topology", "star")).hasMessageContaining("[star]");
        assertThatThrownBy(() -> ServerArguments.parse("--topology", "proxied", "--nodes", "0"))
                .hasMessageContaining("[0]");
        assertThatThrownBy(() -> ServerArguments.parse("--nodes", "3")).hasMessageContaining("--topology proxied");
        assertThatThrownBy(() -> ServerArguments.parse("--control", "70000")).hasMessageContaining("[70000]");
        assertThatThrownBy(() -> ServerArguments.parse("--topology", "cluster", "--port", "20000"))
                .hasMessageContaining("standalone");
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    /** A JVM that runs a server, and whose temporary files are in a directory of their own. */
    private final class Fork implements AutoCloseable {
        final Process jvm;
        final int port;
        final long serverPid;
        final String control;
        final String token;

        Fork(String... args) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + temp,
                    "-cp",
                    System.getProperty("java.class.path"),
                    RedisServerMain.class.getName()));
            command.addAll(List.of(args));
            jvm = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = jvm.inputReader();
            Matcher ready = READY.matcher(String.valueOf(out.readLine()));
            assertThat(ready.matches()).isTrue();
            port = Integer.parseInt(ready.group(1));
            serverPid = Long.parseLong(ready.group(2));
            control = ready.group(3);
            token = ready.group(4);
            assertThat(ProcessHandle.of(serverPid)).isPresent();
            assertThat(accepts()).isTrue();
        }

        void assertNothingLeft() {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(ProcessHandle.of(serverPid).filter(ProcessHandle::isAlive))
                        .isEmpty();
                assertThat(accepts()).isFalse();
                try (var files = Files.list(temp)) {
                    assertThat(files)
                            .noneMatch(file -> file.getFileName().toString().startsWith("tiercel"));
                }
            });
        }

        private boolean accepts() {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
        }
    }
}
