package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the application as a whole promises: which work waits for the slow database, and that it needs no Redis. */
class ApplicationTest {

    @Test
    void aReadThatReachesTheDatabaseWaits() {
        try (var server = start("sample.database-delay", "200ms")) {
            var client = new Client(server.getURI());
            var path = client.create("Slow", "1.00");

            assertThat(client.get(path).tookMillis()).isGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void startAndCreationDoNotWait() {
        // A database that takes an hour for a read: whoever waits for it runs into the client's timeout.
        try (var server = start("sample.database-delay", "1h")) {
            assertThat(new Client(server.getURI()).create("Quick", "1.00")).isNotEmpty();
        }
    }

    @Test
    void theFrameworksOwnRedisClientDoesNotConnect() {
        // Nobody listens on port 1. Micronaut would see this address also in REDIS_URI, which is its own variable.
        try (var server = start("redis.uri", "redis://127.0.0.1:1")) {
            assertThat(new Client(server.getURI()).get("/api/products/1").status())
                    .isEqualTo(200);
        }
    }

    private static EmbeddedServer start(String property, String value) {
        return ApplicationContext.run(EmbeddedServer.class, Map.of(property, value));
    }
}
