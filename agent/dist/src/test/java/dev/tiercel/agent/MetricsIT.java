package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told what is counted, by the agent as it is shipped. */
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ENDPOINT = "[tiercel] INFO Metrics for Prometheus: ";
    private static final String BEAN = "dev.tiercel:type=Cache,name=rows";

    @TempDir
    private Path classes;

    private static ForkedJvm program(Jdk jdk) {
        return ForkedJvm.of(jdk, "scenario.Metered");
    }

    private static HttpResponse<String> get(RunningJvm program, String path) throws Exception {
        program.awaitErr(line -> line.startsWith(ENDPOINT));
        String url = program.err().stream()
                .filter(line -> line.startsWith(ENDPOINT))
                .findFirst()
                .orElseThrow()
                .substring(ENDPOINT.length());
        assertThat(url).startsWith("http://127.0.0.1:");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url).resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void withoutMicrometer_everyReaderIsTold(Jdk jdk) throws Exception {
        try (RedisServer redis = RedisServer.start();
                RunningJvm one = start(jdk, redis);
                RunningJvm two = start(jdk, redis)) {
            one.awaitRedis();
            two.awaitRedis();
            one.ask("record");
            one.ask("find 1");
            one.ask("find 1");
            await().atMost(PATIENCE).until(() -> redis.get("tiercel:rows:1") != null);
            two.ask("find 1");
            two.ask("change 1");
            await().atMost(PATIENCE).until(() -> one.ask("stats").contains("heard 1"));

            assertThat(one.ask("stats"))
                    .isEqualTo("rows L1 1, L2 0, loads 1, puts 1, invalidations 0, heard 1, entries 0, timed 1");
            assertThat(two.ask("stats"))
                    .isEqualTo("rows L1 0, L2 1, loads 0, puts 0, invalidations 1, heard 0, entries 0, timed 1");
            assertThat(one.ask("look 1")).contains("key=1", "ABSENT");
            one.ask("find 1");
            assertThat(one.ask("look 1")).contains("state=FRESH", "value=Optional[row 1]");

            assertThat(get(one, "/metrics").body())
                    .contains(
                            "tiercel_cache_gets_total{cache=\"rows\",result=\"hit\",tier=\"l1\"} 1.0",
                            "tiercel_cache_invalidations_total{cache=\"rows\",origin=\"remote\"} 1.0",
                            "tiercel_cache_latency_seconds_count{cache=\"rows\",tier=\"loader\"} 2",
                            "tiercel_backplane_in_sync 1.0",
                            "state=\"usable\"} 1.0");
            assertThat(get(one, "/other").statusCode()).isEqualTo(404);

            await().atMost(PATIENCE).until(() -> one.ask("beans").contains(BEAN));
            assertThat(one.ask("bean " + BEAN + " Loads")).isEqualTo("2");
            assertThat(one.ask("bean dev.tiercel:type=Agent Version")).isNotEqualTo("unknown");
            assertThat(one.ask("bean dev.tiercel:type=Agent RedisNodes")).contains("USABLE");
            one.ask("clear " + BEAN);
            assertThat(one.ask("look 1")).contains("ABSENT").doesNotContain("FRESH");

            assertThat(one.ask("recorded")).contains("dev.tiercel.Load=2", "dev.tiercel.Invalidation=2");
        }
    }

    private static RunningJvm start(Jdk jdk, RedisServer redis) {
        return program(jdk)
                .environment("REDIS_URL", redis.uri())
                .property("tiercel.redis.deadline", "2s")
                .property("tiercel.metrics.port", "0")
                .start();
    }

    @Test
    void endpoint_isThereBeforeTheFirstCall() throws Exception {
        try (RunningJvm program = program(Jdk.RUNNING)
                .withoutRedis()
                .property("tiercel.metrics.port", "0")
                .start()) {
            assertThat(get(program, "/metrics").body()).contains("tiercel_invalidations_waiting 0.0");
        }
    }

    @Test
    void portInUse_isOneLine_andTheApplicationRunsOn() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                RunningJvm program = program(Jdk.RUNNING)
                        .withoutRedis()
                        .property("tiercel.metrics.port", String.valueOf(taken.getLocalPort()))
                        .start()) {
            program.ask("find 1");
            program.awaitErr(line -> line.contains("port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had"));
            assertThat(program.ask("find 1")).isEqualTo("row 1");
        }
    }

    @Test
    void switchedOff_nothingIsCounted_andNobodyTold() {
        try (RunningJvm program = program(Jdk.RUNNING)
                .withoutRedis()
                .property("tiercel.metrics.enabled", "false")
                .property("tiercel.metrics.port", "0")
                .start()) {
            program.ask("find 1");
            assertThat(program.ask("find 1")).isEqualTo("row 1");
            assertThat(program.ask("stats"))
                    .isEqualTo("rows L1 0, L2 0, loads 0, puts 0, invalidations 0, heard 0, entries 1, timed 0");
            assertThat(program.ask("beans")).isEmpty();
            Ended ended = program.awaitEnd().well();
            ended.assertThatErr().isEmpty();
        }
    }

    /** A Java runtime made for an application may lack what only readers need. */
    @Test
    void partsOfTheJdkThatAreMissing_areDoneWithout() {
        try (RunningJvm program = withLittleOfTheJdk("scenario.Plain")
                .withoutRedis()
                .property("tiercel.metrics.port", "0")
                .start()) {
            Ended ended = program.awaitEnd().well();
            assertThat(ended.said("once")).isEqualTo(List.of("first 1", "second 1"));
            ended.assertThatErr().noneMatch(line -> line.contains("ERROR") || line.contains("Practice"));
        }
    }

    @Test
    void aPartOfTheJdkThatRedisNeeds_isNamed_andTheApplicationIsCachedInItsProcess() {
        try (RedisServer redis = RedisServer.start();
                RunningJvm program = withLittleOfTheJdk("scenario.Shop")
                        .environment("REDIS_URL", redis.uri())
                        .start()) {
            program.awaitRedis();
            program.ask("find text 1");
            assertThat(program.ask("find text 1")).isEqualTo("L1 row1");
            program.awaitErr(line -> line.contains("Shop.text (java.lang.String) is kept in L1 only")
                    && line.contains("--add-modules java.xml"));
            program.awaitEnd().well().assertThatErr().noneMatch(line -> line.contains("Practice"));
        }
    }

    private static ForkedJvm withLittleOfTheJdk(String main) {
        return ForkedJvm.of(main).option("--limit-modules=java.base,java.instrument,java.logging,jdk.unsupported");
    }

    private ForkedJvm withRegistries(String folder) {
        List<Path> libraries = Libraries.with(ForkedJvm.API, Libraries.in(folder));
        Compiled.into(classes, "micrometer", libraries, "--release", "17");
        return ForkedJvm.of("micrometer.Main")
                .classPath(Libraries.with(classes, libraries))
                .withoutRedis();
    }

    @ParameterizedTest
    @ValueSource(strings = {"micrometer-oldest-libs", "micrometer-newest-libs"})
    void registriesOfTheApplication_areTold_eachLeafOnce(String folder) {
        try (RunningJvm program = withRegistries(folder).verifyingAll().start()) {
            program.ask("find");
            await().atMost(PATIENCE).until(() -> program.ask("bound").equals("true"));
            program.ask("find");

            assertThat(program.ask("l1")).isEqualTo("1");
            assertThat(program.ask("loads")).isEqualTo("18");
            assertThat(program.ask("composite")).isEqualTo("0");
            assertThat(program.ask("denied")).isEqualTo("0");
            program.awaitEnd().well().assertThatErr().isEmpty();
        }
    }

    /** One of them was made before, and the global registry knows it. */
    @ParameterizedTest
    @ValueSource(strings = {"micrometer-oldest-libs", "micrometer-newest-libs"})
    void registriesOfAnApplicationThatRuns_areTold(String folder) {
        try (RunningJvm program = withRegistries(folder).withoutAgent().start()) {
            assertThat(program.ask("find")).isEqualTo("row 1");
            Attachment.attach(program, "");
            program.ask("find");
            await().atMost(PATIENCE).until(() -> program.ask("bound").equals("true"));
            assertThat(program.ask("composite")).isEqualTo("0");

            Attachment.detach(program);
            assertThat(program.ask("bound")).isEqualTo("false");
            program.awaitEnd().well().assertThatErr().noneMatch(line -> line.contains("WARN"));
        }
    }

    @Test
    void registriesOfTheApplication_areLeftAlone_whereTheConfigurationSaysSo() {
        try (RunningJvm program = withRegistries("micrometer-newest-libs")
                .property("tiercel.metrics.micrometer", "false")
                .property("tiercel.metrics.port", "0")
                .start()) {
            program.ask("find");
            program.awaitErr(line -> line.startsWith(ENDPOINT));
            assertThat(program.ask("bound")).isEqualTo("false");
        }
    }
}
