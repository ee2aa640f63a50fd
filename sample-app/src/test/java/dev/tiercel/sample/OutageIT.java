package dev.tiercel.sample;

import static dev.tiercel.sample.SampleProcess.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the application tells of itself before, during and after an outage of Redis. */
class OutageIT {

    @Test
    void anOutageOfRedisIsToldAndIsNoOutageOfTheApplication() {
        try (var redis = RedisServer.start();
                var app = SampleProcess.start(Map.of("REDIS_URL", redis.uri()))) {
            var client = app.client();
            tell(app, () -> {
                awaitConnection(client, "ready");
                assertHealthy(client, "ready");
                assertThat(client.searchUser("nora").body()).contains("\"fallback\":false");
                var before = client.resilience();
                assertThat(before.get("agent").getBooleanValue()).isTrue();
                assertThat(before.get("fallbackRate").getDoubleValue()).isZero();
                assertThat(before.get("connection").get("averageRecoveryMillis").isNull())
                        .isTrue();
                assertThat(kpi(before, "recovery").get("met").isNull()).isTrue();

                redis.kill();

                awaitConnection(client, "unavailable");
                assertHealthy(client, "unavailable");
                assertThat(client.searchUser("anna maier").body())
                        .contains("\"Anna Maier\"", "\"source\":\"database\"", "\"fallback\":true");
                assertThat(client.searchUser("anna maier").body())
                        .contains("\"Anna Maier\"", "\"source\":\"l1\"", "\"fallback\":false");
                assertThat(client.resilience().get("fallbackRate").getDoubleValue())
                        .isPositive();
                assertThat(client.resilience().get("backplane").get("inSync").getBooleanValue())
                        .isFalse();

                redis.restart();

                awaitConnection(client, "ready");
                assertHealthy(client, "ready");
                assertRecovered(before, client.resilience());
            });
        }
    }

    private static void assertRecovered(JsonNode before, JsonNode after) {
        var earlier = before.get("connection");
        var connection = after.get("connection");
        assertThat(connection.get("reconnections").getLongValue())
                .isEqualTo(earlier.get("reconnections").getLongValue() + 1);
        assertThat(connection.get("attempts").getLongValue())
                .isGreaterThan(earlier.get("attempts").getLongValue());

        var recoveryMillis = connection.get("averageRecoveryMillis").getDoubleValue();
        assertThat(recoveryMillis).isPositive();
        assertThat(kpi(after, "recovery").get("value").getDoubleValue() * 1e3).isCloseTo(recoveryMillis, offset(1.0));
        assertThat(kpi(after, "recovery").get("met").getBooleanValue()).isEqualTo(recoveryMillis < 30_000);
        assertThat(kpi(after, "connection success").get("value").getDoubleValue())
                .isBetween(0.0001, 0.9999);

        var transitions = after.get("transitions");
        assertThat(transitions.size())
                .isGreaterThanOrEqualTo(before.get("transitions").size() + 2);
        assertThat(transitions.get(0).get("to").getStringValue()).isEqualTo("USABLE");
        assertThat(transitions.get(0).get("node").getStringValue())
                .isEqualTo(after.get("nodes").get(0).get("name").getStringValue());
    }

    /** By name, so that the order of the figures is nobody's affair. */
    private static JsonNode kpi(JsonNode report, String name) {
        for (var kpi : report.get("kpis").values()) {
            if (kpi.get("name").getStringValue().equals(name)) {
                return kpi;
            }
        }
        throw new AssertionError("no figure is named " + name + ": " + report);
    }

    private static void awaitConnection(Client client, String state) {
        await("Redis is " + state).atMost(Duration.ofSeconds(60)).until(() -> client.resilience()
                .get("connection")
                .get("state")
                .getStringValue()
                .equals(state));
    }

    private static void assertHealthy(Client client, String redisState) {
        var reply = client.get("/health");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("status").getStringValue()).isEqualTo("UP");
        var tiercel = reply.json().get("details").get("tiercel").get("details");
        assertThat(tiercel.get("redis").get("state").getStringValue()).isEqualTo(redisState);
    }
}
