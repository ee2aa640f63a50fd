package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control door refuses, and what it says then. Nothing is broken by it. */
@WithRedis
class ControlRequestsTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"0", "121", "-1", "x", "", "1.5", "1000000000000"})
    void aTimeThatCannotBe(String seconds, StandaloneRedis redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            HttpResponse<String> answer = send(door, "POST", "/faults/hang?seconds=" + seconds, door.token());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("[" + seconds + "]", "1 to 120");
            assertNothingHappened(redis, door);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire", "%22", "drain", "RESTART", ""})
    void aFaultThatThereIsNot(String kind, StandaloneRedis redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            HttpResponse<String> answer = send(door, "POST", "/faults/" + kind, door.token());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("{\"message\":\"[" + kind.replace("%22", "\\\"") + "] cannot be done")
                    .endsWith("restart, hang, cut-subscription\"}");
            assertNothingHappened(redis, door);
        }
    }

    @Test
    void whoeverHasNotTheToken(StandaloneRedis redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            for (String token :
                    List.of("", "guess", door.token() + "x", door.token().toLowerCase())) {
                for (String method : List.of("GET", "POST")) {
                    HttpResponse<String> answer = send(door, method, "/faults/hang", token);
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.body()).doesNotContain(door.token());
                }
            }
            assertNothingHappened(redis, door);
        }
    }

    @Test
    void otherPathsAndMethods(StandaloneRedis redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            assertThat(send(door, "GET", "/", door.token()).statusCode()).isEqualTo(404);
            assertThat(send(door, "POST", "/faults", door.token()).statusCode()).isEqualTo(404);
            assertThat(send(door, "GET", "/faults/hang", door.token()).statusCode())
                    .isEqualTo(404);
            assertThat(send(door, "DELETE", "/faults/hang", door.token()).statusCode())
                    .isEqualTo(404);
            assertNothingHappened(redis, door);
        }
    }

    @Test
    void aPortThatIsTaken_isNamed(StandaloneRedis redis) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ControlDoor.open(redis, taken.getLocalPort()))
                    .isInstanceOf(RedisServerException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("--control 0");
        }
    }

    @Test
    void eachDoorHasATokenOfItsOwn_andIsOnTheLoopbackInterface(StandaloneRedis redis) {
        try (ControlDoor one = ControlDoor.open(redis, 0);
                ControlDoor other = ControlDoor.open(redis, 0)) {
            assertThat(one.token()).hasSizeGreaterThan(30).isNotEqualTo(other.token());
            assertThat(one.uri().getHost()).isEqualTo("127.0.0.1");
        }
    }

    private void assertNothingHappened(StandaloneRedis redis, ControlDoor door) throws Exception {
        assertThat(send(door, "GET", "/faults", door.token()).body()).endsWith("\"latest\":null}");
        assertThat(redis.server().command("PING")).isEqualTo("PONG");
    }

    private HttpResponse<String> send(ControlDoor door, String method, String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(door.uri().resolve(path))
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }
}
