package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the application as a whole promises: which work waits for the slow database, that it needs no Redis, and more. */
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
        // Nobody listens on port 1. The twin asks the framework's caches; theirs in Redis must not be among them.
        try (var server = start("redis.uri", "redis://127.0.0.1:1")) {
            var client = new Client(server.getURI());

            assertThat(client.get("/api/products/1").status()).isEqualTo(200);
            assertThat(client.get("/api/twin/products/1").status()).isEqualTo(200);
        }
    }

    @Test
    void aFailureInsideIsNotToldToStrangers() throws SQLException {
        var url = "jdbc:h2:mem:broken;DB_CLOSE_DELAY=-1";
        try (var server = start("datasources.default.url", url)) {
            try (var connection = DriverManager.getConnection(url, "sa", "");
                    var statement = connection.createStatement()) {
                statement.execute("DROP TABLE product CASCADE");
            }

            var reply = new Client(server.getURI()).get("/api/products/424242");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.message()).isEqualTo("The application could not do it; its log says why.");
        }
    }

    private static EmbeddedServer start(String property, String value) {
        return ApplicationContext.run(EmbeddedServer.class, Map.of(property, value));
    }
}
