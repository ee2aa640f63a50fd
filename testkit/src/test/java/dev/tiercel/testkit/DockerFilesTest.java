package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be known of the files in docker/ without an engine that runs them. */
class DockerFilesTest {
    private static final Path DOCKER = Path.of("../docker");
    private static final Path OBSERVABILITY = DOCKER.resolve("observability");

    /** A major and a minor version at least, and never a name that moves. */
    private static final Pattern PINNED = Pattern.compile("[a-z0-9._/-]+:v?\\d+\\.\\d+[A-Za-z0-9._-]*");

    /** In a name alone, a URL, or a list of either's hosts. */
    private static final Pattern HOST = Pattern.compile("(?:^|//|,)([a-z0-9-]+)(?=$|[:,/#])(?!://)");

    /** Of redis_exporter, and of Prometheus itself. */
    private static final Set<String> METRICS = Set.of(
            "up",
            "redis_up",
            "redis_connected_clients",
            "redis_memory_used_bytes",
            "redis_memory_max_bytes",
            "redis_keyspace_hits_total",
            "redis_keyspace_misses_total",
            "redis_commands_processed_total",
            "redis_evicted_keys_total",
            "redis_expired_keys_total");

    static Stream<Path> composeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(DOCKER)) {
            return files.filter(file -> file.getFileName().toString().startsWith("compose.")).toList().stream();
        }
    }

    @Nested
    class Compose {
        @Test
        void everyTopologyHasAFile() throws IOException {
            assertThat(composeFiles().map(file -> DOCKER.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "compose.standalone.yaml",
                            "compose.sentinel.yaml",
                            "compose.cluster.yaml",
                            "compose.proxied.yaml",
                            "observability/compose.yaml");
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.testkit.DockerFilesTest#composeFiles")
        void imagesArePinned_andBuildsHaveTheirFile(Path file) throws IOException {
            services(file).forEach((name, service) -> {
                if (service.containsKey("build")) {
                    Map<?, ?> build = (Map<?, ?>) service.get("build");
                    Path context = file.resolveSibling(String.valueOf(build.get("context")));
                    assertThat(context.resolve(String.valueOf(build.get("dockerfile"))))
                            .isRegularFile();
                } else {
                    assertThat(String.valueOf(service.get("image"))).as(name).matches(PINNED);
                }
            });
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.testkit.DockerFilesTest#composeFiles")
        void mountedFilesExist_readOnly(Path file) throws IOException {
            services(file).forEach((name, service) -> {
                for (Object volume : list(service.get("volumes"))) {
                    String[] parts = String.valueOf(volume).split(":");
                    assertThat(parts).as(name).hasSize(3).endsWith("ro");
                    assertThat(file.resolveSibling(parts[0])).as(name).exists();
                }
            });
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.testkit.DockerFilesTest#composeFiles")
        void portsAreOfThisMachineOnly_andTold(Path file) throws IOException {
            String comment = Files.readString(file)
                    .lines()
                    .takeWhile(line -> line.startsWith("#"))
                    .toList()
                    .toString();
            assertThat(comment)
                    .contains("docker compose -f docker/" + DOCKER.relativize(file), "Ports of this machine:");
            services(file).forEach((name, service) -> {
                for (Object port : list(service.get("ports"))) {
                    assertThat(String.valueOf(port)).startsWith("127.0.0.1:");
                    assertThat(comment)
                            .as(name)
                            .contains(" " + String.valueOf(port).split(":")[1] + " ");
                }
            });
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.testkit.DockerFilesTest#composeFiles")
        void theSampleIsSentToServicesThatAre_andWaitsForRedis(Path file) throws IOException {
            Map<String, Map<?, ?>> services = services(file);
            Map<?, ?> sample = services.get("sample");
            assertThat(sample).isNotNull();
            Map<?, ?> environment = (Map<?, ?>) sample.get("environment");
            List<String> told = Stream.of("REDIS_HOST", "REDIS_URL", "TIERCEL_REDIS_PROXY_STATS")
                    .map(environment::get)
                    .filter(Objects::nonNull)
                    .flatMap(value -> HOST.matcher(value.toString()).results())
                    .map(host -> host.group(1))
                    .toList();
            assertThat(told).isNotEmpty().isSubsetOf(services.keySet());
            assertThat(environment.containsKey("REDIS_HOST")).isNotEqualTo(environment.containsKey("REDIS_URL"));
            assertThat(environment.get("REDIS_PASSWORD")).isEqualTo("${REDIS_PASSWORD:-tiercel}");
            assertThat((Map<?, ?>) sample.get("depends_on")).isNotEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.tiercel.testkit.DockerFilesTest#composeFiles")
        void everyServiceHasAHealthcheck_andWaitsOnlyForOnesThatAre(Path file) throws IOException {
            Map<String, Map<?, ?>> services = services(file);
            services.forEach((name, service) -> {
                assertThat(service.get("healthcheck")).as(name).isInstanceOf(Map.class);
                if (service.get("depends_on") instanceof Map<?, ?> others) {
                    others.forEach((other, condition) -> {
                        assertThat(services).containsKey(String.valueOf(other));
                        Map<?, ?> health = (Map<?, ?>) services.get(other).get("healthcheck");
                        boolean healthy = "service_healthy".equals(((Map<?, ?>) condition).get("condition"));
                        assertThat(healthy && health.containsKey("disable"))
                                .as(name)
                                .isFalse();
                    });
                }
            });
        }
    }

    @Nested
    class Observability {
        @Test
        void everyPanelAsksForWhatIsScraped() throws IOException {
            Map<?, ?> dashboard = (Map<?, ?>) parse(OBSERVABILITY.resolve("grafana/dashboards/redis.json"));
            Map<?, ?> sources =
                    (Map<?, ?>) parse(OBSERVABILITY.resolve("grafana/provisioning/datasources/prometheus.yaml"));
            Object uid = ((Map<?, ?>) list(sources.get("datasources")).get(0)).get("uid");
            Set<String> asked = new HashSet<>();
            for (Object panel : list(dashboard.get("panels"))) {
                assertThat(((Map<?, ?>) ((Map<?, ?>) panel).get("datasource")).get("uid"))
                        .isEqualTo(uid);
                for (Object target : list(((Map<?, ?>) panel).get("targets"))) {
                    Matcher metric = Pattern.compile("\\b(redis_\\w+|up)\\b")
                            .matcher(String.valueOf(((Map<?, ?>) target).get("expr")));
                    assertThat(metric.find()).as(target.toString()).isTrue();
                    asked.add(metric.group());
                }
            }
            assertThat(asked).isNotEmpty().isSubsetOf(METRICS);
        }

        @Test
        void whatIsScrapedIsAService() throws IOException {
            Set<String> services =
                    services(OBSERVABILITY.resolve("compose.yaml")).keySet();
            Map<?, ?> prometheus = (Map<?, ?>) parse(OBSERVABILITY.resolve("prometheus.yml"));
            for (Object job : list(prometheus.get("scrape_configs"))) {
                Map<?, ?> targets = (Map<?, ?>)
                        list(((Map<?, ?>) job).get("static_configs")).get(0);
                for (Object target : list(targets.get("targets"))) {
                    assertThat(services).contains(String.valueOf(target).split(":")[0]);
                }
            }
        }
    }

    @Test
    void dockerfile_isPinned_copiesWhatExists_andDoesNotRunAsRoot() throws IOException {
        List<String> lines = Files.readAllLines(DOCKER.resolve("Dockerfile"));
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split(" ")[1]).matches(PINNED));
        lines.stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .map(line -> line.split(" "))
                .forEach(words -> {
                    for (int i = 1; i < words.length - 1; i++) {
                        assertThat(DOCKER.resolve("..").resolve(words[i])).exists();
                    }
                });
        assertThat(lines).contains("USER 10001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/deploy/redis-settings.md", "docs/deploy/aws.md"})
    void evictionIsTheSame_whereverItIsAdvised(String guide) throws IOException {
        String policy = Files.readAllLines(DOCKER.resolve("redis.conf")).stream()
                .filter(line -> line.startsWith("maxmemory-policy "))
                .findFirst()
                .orElseThrow();
        assertThat(DOCKER.resolve("..").resolve(guide)).content().contains(policy);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<?, ?>> services(Path file) throws IOException {
        Map<String, Map<?, ?>> services = (Map<String, Map<?, ?>>) ((Map<?, ?>) parse(file)).get("services");
        assertThat(services).as(file.toString()).isNotEmpty();
        return services;
    }

    private static Object parse(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }
}
