package dev.tiercel.testkit;

import static dev.tiercel.testkit.RedisTopology.Kind.CLUSTER;
import static dev.tiercel.testkit.RedisTopology.Kind.PROXIED;
import static dev.tiercel.testkit.RedisTopology.Kind.REPLICATED;
import static dev.tiercel.testkit.RedisTopology.Kind.STANDALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.TestTemplate;

/** What other programs can do to a topology through its door, and that it ends. */
@WithRedis({STANDALONE, REPLICATED, CLUSTER, PROXIED})
class ControlDoorTest {
    private static final Duration HEALED = Duration.ofSeconds(40);
    private static final Pattern TIMES = Pattern.compile("\"began\":\"([^\"]+)\",\"healing\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();

    @TestTemplate
    void restart_endsAllNodes_andTheyAreBackAfterThatTime(RedisTopology redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            var before = redis.nodes().stream().map(RedisServer::pid).toList();

            assertThat(post(door, "/faults/restart?seconds=1").statusCode()).isEqualTo(202);

            often().until(() -> redis.nodes().stream().noneMatch(RedisServer::isResponsive));
            assertThat(awaitEnd(door)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(redis.nodes())
                    .allMatch(RedisServer::isResponsive)
                    .extracting(RedisServer::pid)
                    .doesNotContainAnyElementsOf(before);
        }
    }

    @TestTemplate
    void hang_lastsThatTime_andOneFaultIsInForceAtATime(RedisTopology redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            var before = redis.nodes().stream().map(RedisServer::pid).toList();

            assertThat(post(door, "/faults/hang?seconds=1").statusCode()).isEqualTo(202);
            HttpResponse<String> second = post(door, "/faults/cut-subscription");

            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("GET /faults");
            often().until(() -> redis.nodes().stream().noneMatch(RedisServer::isResponsive));
            assertThat(awaitEnd(door)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(redis.nodes())
                    .allMatch(RedisServer::isResponsive)
                    .extracting(RedisServer::pid)
                    .containsExactlyElementsOf(before);
        }
    }

    @TestTemplate
    void cutSubscription_breaksTheConnectionsThatHaveSome(RedisTopology redis) throws Exception {
        RedisServer node = redis.nodes().get(0);
        try (ControlDoor door = ControlDoor.open(redis, 0);
                RespConnection subscriber =
                        RespConnection.open(node.host(), node.port(), null, Duration.ofSeconds(10), null)) {
            subscriber.call("SUBSCRIBE", "news");

            HttpResponse<String> answer = post(door, "/faults/cut-subscription");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).as("over at once").contains("\"seconds\":0,");

            awaitEnd(door);
            assertThatThrownBy(() -> subscriber.call("PING")).isInstanceOf(IOException.class);
        }
    }

    @TestTemplate
    void failover_makesAnotherPrimary_whereOneIsPossible(RedisTopology redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            RedisServer before = primary(redis);

            HttpResponse<String> answer = post(door, "/faults/failover");

            if (redis.kind() == REPLICATED || redis.kind() == CLUSTER) {
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(answer.body()).as("over at once").contains("\"seconds\":0,");
                awaitEnd(door);
                assertThat(primary(redis)).isNotSameAs(before);
            } else {
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("[failover]", "restart, hang, cut-subscription");
            }
        }
    }

    @TestTemplate
    void drain_isOfNodesBehindAProxy(RedisTopology redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            HttpResponse<String> answer = post(door, "/faults/drain?seconds=1");

            if (redis instanceof ProxiedRedis proxied) {
                RedisServer node = redis.nodes().get(0);
                often().until(() -> proxied.proxy().status(node).equals("DRAIN"));
                awaitEnd(door);
                assertThat(proxied.proxy().status(node)).isEqualTo("UP");
            } else {
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("[drain]");
            }
        }
    }

    @TestTemplate
    void whatIsPossible_isTold(RedisTopology redis) throws Exception {
        try (ControlDoor door = ControlDoor.open(redis, 0)) {
            assertThat(get(door).body())
                    .isEqualTo("{\"topology\":\"%s\",\"faults\":[%s],\"latest\":null}"
                            .formatted(
                                    RedisServerMain.name(redis.kind()),
                                    switch (redis.kind()) {
                                        case STANDALONE -> "\"restart\",\"hang\",\"cut-subscription\"";
                                        case REPLICATED, CLUSTER ->
                                            "\"restart\",\"hang\",\"failover\",\"cut-subscription\"";
                                        case PROXIED -> "\"restart\",\"hang\",\"cut-subscription\",\"drain\"";
                                    }));
        }
    }

    /** What is waited for may last no longer than a second. */
    private static ConditionFactory often() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    private static RedisServer primary(RedisTopology redis) {
        if (redis instanceof ReplicatedRedis replicated) {
            return replicated.master();
        }
        return redis instanceof ClusteredRedis clustered
                ? clustered.primaries().get(0)
                : redis.nodes().get(0);
    }

    /** How long it was in force. */
    private Duration awaitEnd(ControlDoor door) throws Exception {
        often().atMost(HEALED).until(() -> !get(door).body().contains("\"ended\":null"));
        String body = get(door).body();
        assertThat(body).contains("\"error\":null");
        Matcher times = TIMES.matcher(body);
        assertThat(times.find()).as(body).isTrue();
        return Duration.between(Instant.parse(times.group(1)), Instant.parse(times.group(2)));
    }

    private HttpResponse<String> post(ControlDoor door, String path) throws Exception {
        return send(door, "POST", path, "Bearer " + door.token());
    }

    private HttpResponse<String> get(ControlDoor door) throws Exception {
        return send(door, "GET", "/faults", "Bearer " + door.token());
    }

    private HttpResponse<String> send(ControlDoor door, String method, String path, String authorization)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(door.uri().resolve(path))
                        .method(method, BodyPublishers.noBody())
                        .header("Authorization", authorization)
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }
}
