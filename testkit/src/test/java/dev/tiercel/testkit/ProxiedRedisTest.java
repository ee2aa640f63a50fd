package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithRedis(value = RedisTopology.Kind.PROXIED, password = ProxiedRedisTest.PASSWORD)
class ProxiedRedisTest {
    static final String PASSWORD = "a \"b\\c@/ü";

    @AfterEach
    void healsToTwoNodesInTurn(ProxiedRedis redis) throws IOException {
        redis.heal();
        assertThat(redis.nodes())
                .hasSize(2)
                .allSatisfy(node -> assertThat(redis.proxy().status(node)).isEqualTo("UP"));
        assertThat(reached(redis, 4)).containsExactlyInAnyOrderElementsOf(ports(redis));
    }

    @Test
    void startsWhole(ProxiedRedis redis) {
        assertThat(redis.kind()).isEqualTo(RedisTopology.Kind.PROXIED);
        assertThat(redis.uri())
                .isEqualTo("redis://:a%20%22b%5Cc%40%2F%C3%BC@127.0.0.1:"
                        + redis.proxy().port());
        redis.nodes().get(0).command("SET", "k", "v");
        assertThat(redis.nodes().get(1).command("GET", "k")).isNull();
    }

    @Test
    void worksWithoutAPassword_andWithMoreNodes() throws IOException {
        try (ProxiedRedis redis = ProxiedRedis.start(RedisTopology.Options.DEFAULT.withNodes(3))) {
            assertThat(reached(redis, 3, null)).containsExactlyInAnyOrderElementsOf(ports(redis));
        }
    }

    @Test
    void thePageOfStatistics_namesTheNodes(ProxiedRedis redis) throws Exception {
        HttpResponse<String> csv = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(redis.proxy().statsUri().resolve("/;csv"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(csv.body()).contains("roundrobin");
        assertThat(redis.nodes()).allSatisfy(node -> assertThat(csv.body()).contains("127.0.0.1:" + node.port()));
    }

    @Test
    void kill_ofANode_cutsItsConnections_andTheOtherServesAll(ProxiedRedis redis) throws IOException {
        RedisServer node = redis.nodes().get(0);
        try (RespConnection client = connectedTo(redis, node)) {
            node.kill();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
        }
        await().until(() -> redis.proxy().status(node).equals("DOWN"));
        assertThat(reached(redis, 4)).containsExactly(redis.nodes().get(1).port());
    }

    @Test
    void hang_ofANode_isNoticed_andItsConnectionsAreCut(ProxiedRedis redis) throws IOException {
        RedisServer node = redis.nodes().get(0);
        try (RespConnection client = connectedTo(redis, node)) {
            node.hang();
            await().until(() -> redis.proxy().status(node).equals("DOWN"));
            assertThatThrownBy(() -> client.call("PING"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aNodeWithAnotherPassword_isDown(ProxiedRedis redis) {
        RedisServer node = redis.nodes().get(0);
        node.changePassword("other");
        await().until(() -> redis.proxy().status(node).equals("DOWN"));
    }

    @Test
    void drain_keepsConnections_andGivesNone(ProxiedRedis redis) throws IOException {
        RedisServer node = redis.nodes().get(0);
        try (RespConnection client = connectedTo(redis, node)) {
            redis.proxy().drain(node);
            assertThat(redis.proxy().status(node)).isEqualTo("DRAIN");
            assertThat(client.call("PING")).isEqualTo("PONG");
            assertThat(redis.proxy().sessions(node)).isEqualTo(1);
            long connections = redis.proxy().connections(node);
            assertThat(connections).isPositive();
            assertThat(reached(redis, 4)).containsExactly(redis.nodes().get(1).port());
            assertThat(redis.proxy().connections(node)).isEqualTo(connections);
        }
        redis.proxy().ready(node);
        await().untilAsserted(() -> assertThat(reached(redis, 4)).contains(node.port()));
    }

    @Test
    void maint_cutsConnections_andGivesNone(ProxiedRedis redis) throws IOException {
        RedisServer node = redis.nodes().get(0);
        try (RespConnection client = connectedTo(redis, node)) {
            redis.proxy().maint(node);
            assertThat(redis.proxy().status(node)).isEqualTo("MAINT");
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
            assertThat(reached(redis, 4)).containsExactly(redis.nodes().get(1).port());
        }
    }

    @Test
    void shutdownSessions_cutsOnce(ProxiedRedis redis) throws IOException {
        RedisServer node = redis.nodes().get(0);
        try (RespConnection client = connectedTo(redis, node)) {
            redis.proxy().shutdownSessions(node);
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
            assertThat(reached(redis, 2)).contains(node.port());
        }
    }

    @Test
    void restart_ofTheProxy_cutsAll_onTheSameAddress(ProxiedRedis redis) throws IOException {
        String uri = redis.uri();
        try (RespConnection client = client(redis, PASSWORD)) {
            redis.proxy().restart();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(IOException.class);
            assertThat(redis.uri()).isEqualTo(uri);
            assertThat(reached(redis, 2)).hasSize(2);
        }
    }

    @Test
    void kill_ofTheProxy_refusesAll(ProxiedRedis redis) {
        redis.proxy().kill();
        assertThatThrownBy(() -> client(redis, PASSWORD)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> redis.proxy().sessions(redis.nodes().get(0))).hasMessageContaining("restart()");
        assertThatThrownBy(() -> redis.proxy().hang()).hasMessageContaining("restart()");
    }

    @Test
    void hang_ofTheProxy_holdsBackReplies(ProxiedRedis redis) throws IOException {
        try (RespConnection client =
                RespConnection.open("127.0.0.1", redis.proxy().port(), PASSWORD, Duration.ofMillis(200))) {
            redis.proxy().hang();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aThirdNode_isOneLineMore(ProxiedRedis redis) throws IOException {
        int port = redis.proxy().port();

        RedisServer third = redis.addNode();

        assertThat(redis.nodes()).hasSize(3).last().isSameAs(third);
        assertThat(redis.proxy().port()).isEqualTo(port);
        assertThat(reached(redis, 3)).containsExactlyInAnyOrderElementsOf(ports(redis));
    }

    private static RespConnection client(ProxiedRedis redis, String password) throws IOException {
        return RespConnection.open("127.0.0.1", redis.proxy().port(), password, Duration.ofSeconds(5));
    }

    private static RespConnection connectedTo(ProxiedRedis redis, RedisServer node) throws IOException {
        while (true) {
            RespConnection client = client(redis, PASSWORD);
            if (port(client) == node.port()) {
                return client;
            }
            client.close();
        }
    }

    private static Set<Integer> reached(ProxiedRedis redis, int connections) throws IOException {
        return reached(redis, connections, PASSWORD);
    }

    private static Set<Integer> reached(ProxiedRedis redis, int connections, String password) throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < connections; i++) {
            try (RespConnection client = client(redis, password)) {
                ports.add(port(client));
            }
        }
        return ports;
    }

    private static int port(RespConnection client) throws IOException {
        return String.valueOf(client.call("INFO", "server"))
                .lines()
                .filter(line -> line.startsWith("tcp_port:"))
                .map(line -> Integer.parseInt(line.substring("tcp_port:".length())))
                .findFirst()
                .orElseThrow();
    }

    private static Set<Integer> ports(ProxiedRedis redis) {
        return new HashSet<>(redis.nodes().stream().map(RedisServer::port).toList());
    }
}
