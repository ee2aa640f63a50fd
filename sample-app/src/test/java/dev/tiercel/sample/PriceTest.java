package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of a price: two repositories in one transaction. */
@MicronautTest(transactional = false)
class PriceTest {
    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new Client(server.getURI());
    }

    @Test
    void aNewPriceIsSeenEverywhere() {
        var path = client.create("Trowel", "10.00", "new-price");
        readAll(path, "new-price");

        var reply = reprice(path, "12.5");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("\"name\":\"Trowel\",\"price\":12.50");
        for (var seen : readAll(path, "new-price")) {
            assertThat(seen.body()).contains("\"name\":\"Trowel\",\"price\":12.50");
        }
    }

    @Test
    void theHistoryHasEachChangeTheLatestFirst() {
        var path = client.create("Dibber", "1.00");
        assertThat(history(path)).isEmpty();

        reprice(path, "2.00");
        assertThat(history(path)).containsExactly("1.0 to 2.0");

        reprice(path, "3.00");
        assertThat(history(path)).containsExactly("2.0 to 3.0", "1.0 to 2.0");
        assertThat(client.get(path + "/prices").body()).containsPattern("\"changedAt\":\"2\\d{3}-\\d\\d-\\d\\dT.*Z\"");
    }

    @ParameterizedTest
    @CsvSource({"100.01", "0.99", "0"})
    void aPriceThatCannotBeMeantChangesNothing(String price) {
        var path = client.create("Secateurs", "10.00", "slip");
        reprice(path, "10.00");
        readAll(path, "slip");

        var reply = reprice(path, price);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.message())
                .startsWith("The price may become at most ten times and at least a tenth of what it is: it is 10.00");
        for (var seen : readAll(path, "slip")) {
            assertThat(seen.body()).contains("\"name\":\"Secateurs\",\"price\":10.00");
        }
        assertThat(history(path)).containsExactly("10.0 to 10.0");
        client.delete(path);
    }

    @ParameterizedTest
    @CsvSource({"10.00, 100.00", "10.00, 1.00", "0.00, 1000.00"})
    void tenTimesAndATenthAreAllowedAndFromNothingAll(String before, String after) {
        var path = client.create("Edge", before);

        assertThat(reprice(path, after).status()).isEqualTo(200);
        assertThat(client.get(path).body()).contains("\"price\":" + after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                | price.price: must not be null
        {"price": -1}     | price.price: must be greater than or equal to 0
        {"price": 1.005}  | price.price: must have at most 10 digits before the point and 2 after it
        {"price": "dear"} | The body has to be a JSON object such as
        """)
    void aBadBodyIsToldWhatIsWrong(String body, String message) {
        var path = client.create("Good", "1.00");

        var reply = client.post(path + "/price", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).startsWith(message);
        assertThat(client.get(path).body()).contains("\"price\":1.00");
    }

    @Test
    void anAbsentProductHasNoPriceAndNoHistory() {
        assertThat(reprice("/api/products/987654321", "1.00").message()).isEqualTo("There is no product 987654321.");
        assertThat(client.get("/api/products/987654321/prices").status()).isEqualTo(404);
    }

    @Test
    void aDeletedProductTakesItsHistoryWithIt() {
        var path = client.create("Short-lived", "1.00", "gone");
        reprice(path, "2.00");

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path + "/prices").status()).isEqualTo(404);
    }

    private Reply reprice(String path, String price) {
        return client.post(path + "/price", "{\"price\": " + price + "}");
    }

    private List<Reply> readAll(String path, String tag) {
        return List.of(client.get(path), client.get("/api/products"), client.get("/api/products?tag=" + tag));
    }

    private List<String> history(String path) {
        var changes = new ArrayList<String>();
        for (JsonNode change : client.get(path + "/prices").data().values()) {
            changes.add(change.get("oldPrice").getDoubleValue() + " to "
                    + change.get("newPrice").getDoubleValue());
        }
        return changes;
    }
}
