package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live events of one instance without a Redis; the same with and without the agent. */
@MicronautTest(transactional = false)
class EventsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ACCEPTED = 101;

    private URI base;

    @BeforeEach
    void connect(EmbeddedServer server) {
        base = server.getURI();
    }

    @Test
    void aClientIsGreeted_andToldThatOnlyThisInstanceHears() {
        try (var ann = EventClient.join(base, "greeted", "ann")) {
            var hello = ann.await("hello");
            assertThat(hello.get("scope").getStringValue()).isEqualTo("local");
            assertThat(hello.get("room").getStringValue()).isEqualTo("greeted");
            assertThat(hello.get("instance").getStringValue()).isEqualTo(base.getAuthority());
            assertThat(Instant.parse(hello.get("at").getStringValue()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(hello.get("text")).isNull();
        }
    }

    @Test
    void aMessageReachesEverybodyInTheRoomOnce_andNobodyElse() {
        try (var ann = EventClient.join(base, "forge", "ann");
                var bob = EventClient.join(base, "forge", "bob");
                var eve = EventClient.join(base, "yard", "eve")) {
            ann.say("hot \\u00e9\\n \\\"iron\\\"");
            bob.say("over");
            eve.say("alone");

            for (var client : List.of(ann, bob)) {
                client.awaitText("over");
                assertThat(client.texts()).containsExactlyInAnyOrder("hot é\n \"iron\"", "over");
            }
            eve.awaitText("alone");
            assertThat(eve.texts()).containsExactly("alone");
            var message = bob.await(
                    "message", said -> said.get("text").getStringValue().startsWith("hot"));
            assertThat(message.get("from").getStringValue()).isEqualTo("ann");
            assertThat(message.get("room").getStringValue()).isEqualTo("forge");
        }
    }

    @Test
    void whoComesAndGoesIsCounted() {
        try (var ann = EventClient.join(base, "counted", "ann")) {
            ann.await("presence", presence -> presence.get("count").getIntValue() == 1);
            try (var bob = EventClient.join(base, "counted", "bob")) {
                for (var client : List.of(ann, bob)) {
                    var both = client.await(
                            "presence", presence -> presence.get("count").getIntValue() == 2);
                    assertThat(both.get("perInstance").get(base.getAuthority()).getIntValue())
                            .isEqualTo(2);
                }
            }
            await("that bob left").atMost(SOON).until(() -> {
                var told = ann.heard("presence");
                return told.size() >= 3
                        && told.get(told.size() - 1).get("count").getIntValue() == 1;
            });
        }
    }

    @Test
    void aChangedProductIsToldInEveryRoom() {
        try (var ann = EventClient.join(base, "one", "ann");
                var bob = EventClient.join(base, "other", "bob")) {
            var client = new Client(base);
            var path = client.create("Seen by events", "1.00");
            var id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));

            for (var each : List.of(ann, bob)) {
                each.await("changed", changed -> changed.get("product").getLongValue() == id);
            }
            assertThat(bob.await("changed").get("room").getStringValue()).isEqualTo("other");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "",
                "[]",
                "null",
                "7",
                "{}",
                "{\"type\": \"message\"}",
                "{\"type\": \"message\", \"text\": \"  \"}",
                "{\"type\": \"message\", \"text\": {}}",
                "{\"type\": \"shout\", \"text\": \"a\"}",
                "{\"type\": {}}"
            })
    void whatCannotBeMeantIsAnsweredToItsSenderAlone(String sent) {
        try (var ann = EventClient.join(base, "bad", "ann");
                var bob = EventClient.join(base, "bad", "bob")) {
            ann.send(sent);
            assertThat(ann.await("error").get("message").getStringValue()).endsWith(".");

            ann.say("still here");
            List.of(ann, bob).forEach(client -> client.awaitText("still here"));
            assertThat(bob.heard("error")).isEmpty();
            assertThat(ann.texts()).containsExactly("still here");
        }
    }

    @Test
    void aTextOfThousandCharactersIsTaken_andALongerOneIsNot() {
        try (var ann = EventClient.join(base, "long", "ann")) {
            ann.say("x".repeat(1_001));
            assertThat(ann.await("error").get("message").getStringValue()).contains("1001", "1000");
            ann.say("y".repeat(1_000));
            ann.awaitText("y".repeat(1_000));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "room=forge",
                "name=ann",
                "room=&name=ann",
                "room=for%20ge&name=ann",
                "room=forge&name=%C3%A9",
                "room=forge&name=012345678901234567890123456789012345678901234567890"
            })
    void aRoomOrANameThatIsNoneIsRefused(String query) throws IOException {
        assertThat(handshake(base, base.getAuthority(), query, null)).isEqualTo(400);
    }

    @Test
    void onlyPagesOfThisInstanceMayListen_andProgramsThatAreNoBrowser() throws IOException {
        assertThat(handshake(base, "http://example.org")).isEqualTo(403);
        assertThat(handshake(base, "null")).isEqualTo(403);
        assertThat(handshake(base, "http://localhost:1")).isEqualTo(403);
        assertThat(handshake(base, "http://" + base.getAuthority())).isEqualTo(ACCEPTED);
        assertThat(handshake(base, null)).isEqualTo(ACCEPTED);
        assertThat(handshake(base, "shop.example", "https://shop.example")).isEqualTo(ACCEPTED);
        assertThat(handshake(base, "shop.example", "https://example.org")).isEqualTo(403);
    }

    @Test
    void pagesOfTheOtherInstancesMayListen_orThoseOfListedOrigins() throws IOException {
        try (var server = run("sample.instances", "http://localhost:9001")) {
            assertThat(handshake(server.getURI(), "http://localhost:9001")).isEqualTo(ACCEPTED);
            assertThat(handshake(server.getURI(), "http://localhost:9002")).isEqualTo(403);
        }
        try (var server = run("sample.events.allowed-origins", "https://shop.example, https://desk.example")) {
            assertThat(handshake(server.getURI(), "api.example", "https://desk.example"))
                    .isEqualTo(ACCEPTED);
            assertThat(handshake(server.getURI(), "api.example", "https://api.example"))
                    .isEqualTo(403);
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOff_andTheOthersAreNot() throws Exception {
        try (var ann = EventClient.join(base, "slow", "ann");
                var slow = new Socket()) {
            slow.setReceiveBufferSize(1_024);
            slow.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            ask(slow, base.getAuthority(), "room=slow&name=slow", null);
            ann.await("presence", presence -> presence.get("count").getIntValue() == 2);

            // Until the buffers of the network are full, and then what may wait here.
            var line = "€".repeat(900);
            var said = 0;
            while (said < 10_000 && !isAlone(ann)) {
                IntStream.range(said, said + 200).forEach(number -> ann.say(number + line));
                said += 200;
                ann.awaitText(said - 1 + line);
            }

            assertThat(isAlone(ann)).isTrue();
            assertThat(said).isGreaterThan(1_000);
        }
    }

    private static boolean isAlone(EventClient client) {
        var told = client.heard("presence");
        return told.get(told.size() - 1).get("count").getIntValue() == 1;
    }

    private static EmbeddedServer run(String property, String value) {
        return ApplicationContext.run(EmbeddedServer.class, Map.of(property, value), "test");
    }

    private static int handshake(URI base, String origin) throws IOException {
        return handshake(base, base.getAuthority(), origin);
    }

    private static int handshake(URI base, String host, String origin) throws IOException {
        return handshake(base, host, "room=a&name=b", origin);
    }

    /** The status of the answer. */
    private static int handshake(URI base, String host, String query, String origin) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) SOON.toMillis());
            ask(socket, host, query, origin);
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }

    /** By hand, for a client of Java may not say which host it means. */
    private static void ask(Socket socket, String host, String query, String origin) throws IOException {
        var lines = new ArrayList<>(List.of(
                "GET /ws/events?" + query + " HTTP/1.1",
                "Host: " + host,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        if (origin != null) {
            lines.add("Origin: " + origin);
        }
        var request = String.join("\r\n", lines) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}
