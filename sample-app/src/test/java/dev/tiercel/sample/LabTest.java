package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab where nothing can break Redis; the same with and without the agent. */
@MicronautTest(transactional = false)
@Property(name = "sample.lab", value = "true")
class LabTest {
    private URI base;
    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        base = server.getURI();
        client = new Client(base);
    }

    @Test
    void aLoopTellsItsProgressAndReportsWhoAnswered() {
        try (var loop = EventStream.post(base.resolve("/api/lab/loop/somebody/20"))) {
            var report = loop.await("report");

            assertThat(report.get("iterations").getIntValue()).isEqualTo(20);
            assertThat(report.get("success").getBooleanValue()).isTrue();
            assertThat(report.get("restartDetected").getBooleanValue()).isFalse();
            assertThat(report.get("recoveryMillis").isNull()).isTrue();
            var database = report.get("database").getIntValue();
            var l1 = report.get("l1").getIntValue();
            assertThat(database + l1).isEqualTo(20);
            assertThat(database).isEqualTo(AgentPresence.isThere() ? 1 : 20);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/lab/loop/anna/0, has to be 1 to 100000",
        "/api/lab/loop/anna/100001, has to be 1 to 100000",
        "/api/lab/loop/anna/many, [many] is no count",
        "/api/lab/loop/%20/5, must not be blank",
        "/api/lab/redis/hang?seconds=0, has to be 1 to 120",
        "/api/lab/redis/hang?seconds=121, has to be 1 to 120",
        "/api/lab/redis/hang?seconds=soon, [soon] is no seconds",
        "/api/lab/redis/hang, start the application by ./demo",
    })
    void whatCannotBeIsRefusedInWords(String path, String message) {
        var reply = client.post(path, "");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.message()).contains(message);
    }

    @Test
    void withoutADoorThereIsNothingToOffer() {
        assertThat(client.get("/api/lab").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "null", "http://localhost.example.org"})
    void aForeignPageMayNotUseIt(String origin) throws Exception {
        assertThat(loop("Origin", origin).statusCode()).isEqualTo(403);
    }

    @Test
    void aProxyMayNotUseIt() throws Exception {
        assertThat(loop("X-Forwarded-For", "192.0.2.7").statusCode()).isEqualTo(403);
    }

    @Test
    void thePageOfThisApplicationMay() throws Exception {
        assertThat(loop("Origin", base.toString()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> loop(String header, String value) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/api/lab/loop/anna/1"))
                .POST(BodyPublishers.noBody())
                .header(header, value)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
