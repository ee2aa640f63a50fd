package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.CacheStats;
import io.micronaut.context.annotation.Property;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the application tells of itself where there is no Redis: resilience, health, meters. */
@MicronautTest(transactional = false)
class OperationsTest {
    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new Client(server.getURI());
    }

    @Test
    void withoutARedisTheConnectionIsOffAndNothingIsInvented() {
        var report = client.resilience();

        assertThat(report.get("agent").getBooleanValue()).isEqualTo(AgentPresence.isThere());
        assertThat(report.get("nodes").size()).isZero();
        assertThat(report.get("transitions").size()).isZero();
        assertThat(report.get("connection").get("state").getStringValue()).isEqualTo("off");
        for (var unknown : new String[] {"attempts", "reconnections", "stuckResets", "averageRecoveryMillis"}) {
            assertThat(report.get("connection").get(unknown).isNull())
                    .as(unknown)
                    .isTrue();
        }
        for (var unknown : new String[] {"inSync", "since", "cause"}) {
            assertThat(report.get("backplane").get(unknown).isNull())
                    .as(unknown)
                    .isTrue();
        }
        assertThat(report.get("hitRates").get("l2").isNull()).isTrue();
    }

    @Test
    void theRatesAreThoseOfTheCaches() {
        var path = client.create("Measured", "1.00");
        client.get(path);
        client.get(path);

        var report = client.resilience();

        if (AgentPresence.isThere()) {
            assertThat(report.get("hitRates").get("l1").getDoubleValue()).isBetween(0.0001, 1.0);
            assertThat(report.get("hitRates").get("total").getDoubleValue()).isBetween(0.0001, 1.0);
            assertThat(report.get("fallbackRate").getDoubleValue()).isZero();
            assertThat(report.get("errorRate").getDoubleValue()).isEqualTo(errorRate());
        } else {
            assertThat(report.get("hitRates").get("l1").isNull()).isTrue();
            assertThat(report.get("hitRates").get("total").isNull()).isTrue();
            assertThat(report.get("fallbackRate").isNull()).isTrue();
            assertThat(report.get("errorRate").isNull()).isTrue();
        }
    }

    @Test
    void whatAMethodThrewIsCountedAsAnError(@Property(name = "datasources.default.url") String url)
            throws SQLException {
        client.searchUser("before the failure");
        var before = failures();

        rename(url, "users", "users_away");
        try {
            assertThat(client.searchUser("while the table is away").status()).isEqualTo(500);
        } finally {
            rename(url, "users_away", "users");
        }

        var rate = client.resilience().get("errorRate");
        if (AgentPresence.isThere()) {
            assertThat(failures()).isEqualTo(before + 1);
            assertThat(rate.getDoubleValue()).isPositive().isEqualTo(errorRate());
        } else {
            assertThat(rate.isNull()).isTrue();
        }
    }

    @Test
    void aFigureWithoutAValueMeetsNoTargetAndMissesNone() {
        client.get("/api/products/1");

        var kpis = client.resilience().get("kpis");

        assertThat(kpis.size()).isEqualTo(5);
        assertKpi(kpis.get(0), "connection success", "> 99 %", false);
        assertKpi(kpis.get(1), "fallback", "< 5 %", AgentPresence.isThere());
        assertKpi(kpis.get(2), "recovery", "< 30 s", false);
        assertKpi(kpis.get(3), "hit rate", "> 80 %", AgentPresence.isThere());
        assertKpi(kpis.get(4), "errors", "< 1 %", AgentPresence.isThere());
    }

    @Test
    void theApplicationIsHealthy() {
        for (var path : new String[] {"/health", "/health/liveness", "/health/readiness"}) {
            var reply = client.get(path);
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.json().get("status").getStringValue()).as(path).isEqualTo("UP");
        }
        var details = client.get("/health").json().get("details");
        assertThat(details.get("jdbc").get("status").getStringValue()).isEqualTo("UP");
        var tiercel = details.get("tiercel").get("details");
        assertThat(tiercel.get("agent").getBooleanValue()).isEqualTo(AgentPresence.isThere());
        assertThat(tiercel.get("redis").get("state").getStringValue()).isEqualTo("off");
        assertThat(details.get("redis")).isNull();
    }

    @Test
    void theMetersAreThereForPrometheusAndThoseOfTheAgentToo() {
        client.get("/api/products/1");

        assertThat(client.get("/metrics").body()).contains("\"sample.reads\"", "\"http.server.requests\"");
        assertThat(client.get("/prometheus").body()).contains("sample_reads_total{fallback=\"false\"} ");
        if (AgentPresence.isThere()) {
            await("the agent's meters in the application's registry")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.get("/prometheus")
                            .body()
                            .contains("tiercel_cache_gets_total{cache=\"products\",result=\"miss\",tier=\"loader\"}"));
        } else {
            assertThat(client.get("/prometheus").body()).doesNotContain("tiercel_");
        }
    }

    @Test
    void whatIsForOperatorsAloneIsNotForStrangers() {
        assertThat(client.get("/beans").status()).isEqualTo(401);
    }

    private static void rename(String url, String table, String name) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " RENAME TO " + name);
        }
    }

    /** Of the process, whose caches other tests use as well. */
    private static long failures() {
        return CacheStats.all().stream().mapToLong(CacheStats::loadFailures).sum();
    }

    private static double errorRate() {
        var calls = CacheStats.all().stream().mapToLong(CacheStats::calls).sum();
        return Math.round(1e4 * failures() / calls) / 1e4;
    }

    private static void assertKpi(JsonNode kpi, String name, String target, boolean known) {
        assertThat(kpi.get("name").getStringValue()).isEqualTo(name);
        assertThat(kpi.get("target").getStringValue()).isEqualTo(target);
        assertThat(kpi.get("value").isNull()).as(name).isEqualTo(!known);
        assertThat(kpi.get("met").isNull()).as(name).isEqualTo(!known);
    }
}
