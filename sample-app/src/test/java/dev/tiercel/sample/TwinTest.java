package dev.tiercel.sample;

import static dev.tiercel.sample.Client.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The twin is cached by Micronaut, and follows the changes that this process makes. */
@MicronautTest(transactional = false)
class TwinTest {
    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new Client(server.getURI());
    }

    @Test
    void saysWhoseCacheItIsAndNothingItCannotKnow() {
        var reply = client.get(twinOf(client.create("Tallow", "3.20")));

        assertThat(reply.json().get("cachedBy").getStringValue()).isEqualTo("micronaut");
        assertThat(reply.tookMillis()).isPositive();
        assertThat(reply.name()).isEqualTo("Tallow");
        assertThat(reply.body()).contains("\"price\":3.20").doesNotContain("tier", "source");
    }

    @Test
    void aSecondReadDoesNotAskTheDatabase(@Property(name = "datasources.default.url") String url) throws SQLException {
        var path = client.create("In the cache", "1.00");
        assertThat(client.get(twinOf(path)).name()).isEqualTo("In the cache");

        try (var connection = DriverManager.getConnection(url, "sa", "");
                var change = connection.prepareStatement("UPDATE product SET name = ? WHERE name = ?")) {
            change.setString(1, "In the database");
            change.setString(2, "In the cache");
            assertThat(change.executeUpdate()).isOne();
        }

        assertThat(client.get(twinOf(path)).name()).isEqualTo("In the cache");
    }

    @Test
    void aChangeIsVisibleAtOnce() {
        var path = client.create("Old name", "1.00");
        assertThat(client.get(twinOf(path)).name()).isEqualTo("Old name");

        client.put(path, product("New name", "1.00"));
        assertThat(client.get(twinOf(path)).name()).isEqualTo("New name");

        client.delete(path);
        assertThat(client.get(twinOf(path)).status()).isEqualTo(404);
    }

    private static String twinOf(String path) {
        return path.replace("/api/", "/api/twin/");
    }
}
