package dev.tiercel.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.l2.NodeState.Health;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.CacheCounts;
import dev.tiercel.metrics.Count;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, and the dashboard that is built on it. */
class PrometheusTextTest {
    private static final Path DASHBOARD = Path.of("../../docker/observability/grafana/dashboards/tiercel.json");

    private final FakeInstance instance = new FakeInstance();

    private List<String> lines() throws IOException {
        return new String(new PrometheusText(new Meters(instance)).now(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void withoutCachesAndRedis_thereIsLittleToTell() throws IOException {
        assertThat(lines().stream().filter(line -> !line.startsWith("#")))
                .containsExactly("tiercel_invalidations_waiting 4.0");
    }

    @Test
    void calls_areByWhatAnsweredThem() throws IOException {
        CacheCounts counts = instance.cache("products");
        counts.l1Hits().increment();
        counts.answered(Answer.L2, 1_000_000);
        counts.answered(Answer.JOINED_ELSEWHERE, 1_000_000);
        counts.answered(Answer.LOADED, 3_000_000);
        counts.answered(Answer.FAILED, 30_000_000);
        counts.add(Count.BACKGROUND_LOADS, 6);

        assertThat(lines())
                .contains(
                        "# TYPE tiercel_cache_gets_total counter",
                        "tiercel_cache_gets_total{cache=\"products\",result=\"hit\",tier=\"l1\"} 1.0",
                        "tiercel_cache_gets_total{cache=\"products\",result=\"hit\",tier=\"l2\"} 2.0",
                        "tiercel_cache_gets_total{cache=\"products\",result=\"miss\",tier=\"loader\"} 2.0",
                        "tiercel_cache_loads_total{by=\"call\",cache=\"products\",result=\"failure\"} 1.0",
                        "tiercel_cache_loads_total{by=\"background\",cache=\"products\",result=\"success\"} 6.0",
                        "tiercel_cache_stampedes_averted_total{cache=\"products\"} 1.0",
                        "tiercel_cache_size{cache=\"products\"} 7.0");
    }

    @Test
    void latencies_areAHistogram() throws IOException {
        CacheCounts counts = instance.cache("products");
        counts.answered(Answer.LOADED, Duration.ofMillis(3).toNanos());
        counts.answered(Answer.LOADED, Duration.ofMinutes(1).toNanos());
        String labels = "{cache=\"products\",tier=\"loader\"";

        assertThat(lines())
                .contains(
                        "# TYPE tiercel_cache_latency_seconds histogram",
                        "tiercel_cache_latency_seconds_bucket" + labels + ",le=\"0.0025\"} 0",
                        "tiercel_cache_latency_seconds_bucket" + labels + ",le=\"0.005\"} 1",
                        "tiercel_cache_latency_seconds_bucket" + labels + ",le=\"+Inf\"} 2",
                        "tiercel_cache_latency_seconds_count" + labels + "} 2",
                        "tiercel_cache_latency_seconds_sum" + labels + "} 60.003");
    }

    @Test
    void redisAndTheBackplane_areTold() throws IOException {
        instance.redis(Health.SICK);
        assertThat(lines())
                .contains(
                        "tiercel_redis_node_state{node=\"one:6379\",state=\"sick\"} 1.0",
                        "tiercel_redis_node_state{node=\"one:6379\",state=\"usable\"} 0.0",
                        "tiercel_backplane_in_sync 1.0",
                        "tiercel_backplane_outages_total 2.0");
    }

    @Test
    void dashboard_asksForWhatThereIs() throws IOException {
        instance.cache("products");
        instance.redis(Health.USABLE);
        List<String> told = lines().stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .distinct()
                .toList();
        List<String> asked = Pattern.compile("tiercel_[a-z_0-9]+")
                .matcher(Files.readString(DASHBOARD).replaceAll("(?s)\"(uid|title|description)\": \"[^\"]*\"", ""))
                .results()
                .map(match -> match.group())
                .distinct()
                .toList();

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(told).containsAll(asked);
        assertThat(asked)
                .as("what is told and not shown")
                .contains(told.stream()
                        .filter(name -> !name.matches(".*_(sum|count)"))
                        .toArray(String[]::new));
    }
}
