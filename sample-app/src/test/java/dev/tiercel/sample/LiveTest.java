package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console reads, and the files that it is made of; the same with and without the agent. */
@MicronautTest(transactional = false)
class LiveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private Client client;
    private URI base;

    @BeforeEach
    void connect(EmbeddedServer server) {
        base = server.getURI();
        client = new Client(base);
    }

    @Test
    void withoutAListAnInstanceKnowsItselfAlone() {
        var instances = client.get("/api/instances").json();

        assertThat(instances.size()).isOne();
        assertThat(instances.get(0).get("name").getStringValue()).isEqualTo(base.getAuthority());
        assertThat(instances.get(0).get("self").getBooleanValue()).isTrue();
    }

    @Test
    void theLiveFiguresAreThereAtOnce_andNothingIsInventedWithoutTheAgent() throws Exception {
        client.get(client.create("Seen live", "1.00"));

        var snapshot = firstSnapshot();

        assertThat(snapshot.get("agent").getBooleanValue()).isEqualTo(AgentPresence.isThere());
        assertThat(snapshot.get("nodes").size()).isZero();
        assertThat(snapshot.get("backplane").isNull()).isTrue();
        var products = StreamSupport.stream(snapshot.get("caches").values().spliterator(), false)
                .filter(cache -> cache.get("name").getStringValue().equals("products"))
                .findFirst();
        assertThat(products.isPresent()).isEqualTo(AgentPresence.isThere());
        products.ifPresent(cache -> {
            assertThat(cache.get("loads").getLongValue()).isPositive();
            var loader = cache.get("latency").get("loader");
            assertThat(loader.get("count").getLongValue()).isPositive();
            assertThat(loader.get("p99Millis").getDoubleValue()).isPositive();
        });
    }

    @Test
    void aKeyIsLookedUpInEveryTier() {
        var path = client.create("Looked up", "3.00");
        var id = path.substring(path.lastIndexOf('/') + 1);
        client.get(path);

        var look = client.get("/api/look?cache=products&key=" + id).json();

        if (!AgentPresence.isThere()) {
            assertThat(look.get("agent").getBooleanValue()).isFalse();
            assertThat(look.get("l1").isNull()).isTrue();
            assertThat(look.get("l2").isNull()).isTrue();
            return;
        }
        assertThat(look.get("l1").get("state").getStringValue()).isEqualTo("FRESH");
        assertThat(look.get("l1").get("leftMillis").getLongValue()).isBetween(1L, 60_000L);
        assertThat(look.get("l1").get("value").getStringValue()).contains("Looked up");
        // No Redis in this run: nobody can tell.
        assertThat(look.get("l2").get("state").getStringValue()).isEqualTo("UNKNOWN");
    }

    @Test
    void aLookNeedsACache() {
        assertThat(client.get("/api/look?cache=&key=1").status()).isEqualTo(400);
        assertThat(client.get("/api/look?key=1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/console.css, text/css",
        "/main.js, text/javascript",
        "/icon.svg, image/svg+xml",
        "/webjars/uplot/uPlot.esm.js, text/javascript",
        "/webjars/uplot/uPlot.min.css, text/css"
    })
    void aFileOfThePageIsServed_andNeverKeptByABrowser(String path, String type) throws Exception {
        var file = send(HttpRequest.newBuilder(base.resolve(path)));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type").orElseThrow().replace("application/", "text/"))
                .startsWith(type.replace("application/", "text/"));
        assertThat(file.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(file.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self';");
    }

    @Test
    void thePageHasNothingInline() {
        assertThat(client.get("/").body())
                .doesNotContain("<style", " style=", " onclick=", "<script>", "http://", "https://");
    }

    @Test
    void onlyPagesOfTheListedInstancesMayReadAndChange() throws Exception {
        var listed = "http://localhost:9001,http://localhost:9002";
        try (var server = ApplicationContext.run(EmbeddedServer.class, Map.of("sample.instances", listed))) {
            var products = server.getURI().resolve("/api/products/1");
            assertThat(allowed(products, "http://localhost:9002")).isEqualTo("http://localhost:9002");
            assertThat(allowed(products, "http://127.0.0.1:9002")).isEqualTo("http://127.0.0.1:9002");
            assertThat(allowed(products, "http://localhost:9003")).isEmpty();
            assertThat(allowed(products, "http://example.org")).isEmpty();

            var page = send(HttpRequest.newBuilder(server.getURI().resolve("/")));
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("connect-src 'self' http://localhost:9001 http://localhost:9002;");
            assertThat(new Client(server.getURI()).get("/api/instances").body())
                    .contains("\"url\":\"http://localhost:9001\"", "\"url\":\"http://localhost:9002\"");
        }
    }

    @Test
    void withoutAListNoForeignPageMayReadOrChange() throws Exception {
        assertThat(allowed(base.resolve("/api/products/1"), "http://localhost:9002"))
                .isEmpty();
    }

    /** What a browser asks before it lets a page of that origin change a product; empty where the answer is no. */
    private String allowed(URI target, String origin) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(target)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type"));
        return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
    }

    private JsonNode firstSnapshot() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/api/live"))
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .build();
        try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
            var data =
                    lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
            return JsonMapper.createDefault().readValue(data.substring("data:".length()), JsonNode.class);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }
}
