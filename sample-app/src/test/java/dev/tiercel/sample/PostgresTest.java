package dev.tiercel.sample;

import static dev.tiercel.sample.AgentPresence.ofSecondRead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.Tiercel;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The environment {@code postgres}: every kind of SQL that the application has, on a real PostgreSQL. */
class PostgresTest {
    /** So many connections it has at most. */
    private static final int POOL = 10;

    private static EmbeddedPostgres postgres;
    private static EmbeddedServer server;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        server = run();
        client = new Client(server.getURI());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        postgres.close();
    }

    /** The agent's caches are those of the process, and its other tests have another database. */
    @BeforeEach
    @AfterEach
    void clearCaches() {
        for (var cache : List.of("products", "product-list", "product-search", "price-history", "user-search")) {
            Tiercel.cache(cache).clear();
        }
    }

    @Test
    void theDatabaseIsPostgres() {
        assertThat(client.get("/health").body()).contains("\"database\":\"PostgreSQL\"");
    }

    @Test
    void productsAreMadeReadChangedAndRemoved() {
        var path = client.create("Elephant", "10.5", "postgres");
        assertThat(client.get(path).body()).contains("\"name\":\"Elephant\",\"price\":10.50");
        assertThat(client.get(path).origin()).isEqualTo(ofSecondRead());

        client.put(path, Client.product("Big elephant", "11.00"));
        assertThat(client.get(path).name()).isEqualTo("Big elephant");
        assertThat(client.get("/api/products").names()).contains("Anvil", "Big elephant");

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void searchesAndBatchesFind() {
        assertThat(client.get("/api/products?tag=garden&maxPrice=20").names())
                .containsExactly("Oil stone", "Watering can");
        assertThat(client.get("/api/products/batch?ids=2,1").names()).containsExactly("Bellows", "Anvil");
        assertThat(client.get("/api/users/search?q=anna%20bau").body()).contains("Anna Bauer");
        assertThat(client.get("/api/users/search?q=5550005000").body()).contains("Zoe Zorn");
        assertThat(client.get("/api/users/search?q=%25").body()).contains("\"user\":null");
    }

    @Test
    void aPriceChangesWithItsHistoryOrNotAtAll() {
        var path = client.create("Priced", "10.00");

        assertThat(client.post(path + "/price", "{\"price\": 20}").status()).isEqualTo(200);
        assertThat(client.post(path + "/price", "{\"price\": 201}").status()).isEqualTo(409);

        assertThat(client.get(path).body()).contains("\"price\":20.00");
        assertThat(client.get(path + "/prices").data().size()).isOne();
        assertThat(client.get(path + "/prices").body()).contains("\"oldPrice\":10.00,\"newPrice\":20.00");
    }

    @Test
    void aSecondInstanceFindsTheTablesAndFillsNothingTwice() {
        try (var other = run()) {
            var reader = new Client(other.getURI());
            clearCaches();

            assertThat(reader.get("/api/products").names()).containsOnlyOnce("Anvil");
            assertThat(reader.get("/api/products?tag=forge").names()).containsOnlyOnce("Anvil");
        }
    }

    /** The client waits for less long than the pool would by itself. */
    @Test
    void whereTheDatabaseIsGone_healthTellsIt() throws IOException {
        try (var own = EmbeddedPostgres.builder().start();
                var other = run(own)) {
            var reader = new Client(other.getURI());
            assertThat(reader.get("/health").status()).isEqualTo(200);
            own.close();
            var answer = reader.get("/health");
            // Those that the pool still has fail at once.
            for (int i = 0; i < POOL && answer.body().contains("Connection was not valid"); i++) {
                answer = reader.get("/health");
            }
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("\"status\":\"DOWN\"", "Connection is not available");
        }
    }

    private static EmbeddedServer run() {
        return run(postgres);
    }

    private static EmbeddedServer run(EmbeddedPostgres database) {
        Map<String, Object> properties = Map.of(
                "datasources.default.url", database.getJdbcUrl("postgres", "postgres"),
                "datasources.default.username", "postgres",
                "datasources.default.password", "postgres");
        return ApplicationContext.run(EmbeddedServer.class, properties, "postgres");
    }
}
