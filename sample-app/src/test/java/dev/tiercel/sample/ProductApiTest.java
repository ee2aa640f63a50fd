package dev.tiercel.sample;

import static dev.tiercel.sample.AgentPresence.ofFirstRead;
import static dev.tiercel.sample.AgentPresence.ofSecondRead;
import static dev.tiercel.sample.Client.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue promises over HTTP, the same with and without the agent. */
@MicronautTest(transactional = false)
class ProductApiTest {
    private static final String PRODUCTS = "/api/products";

    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new Client(server.getURI());
    }

    @Nested
    class Reading {
        @Test
        void theListHoldsTheSeededProducts() {
            assertThat(client.get(PRODUCTS).names()).contains("Anvil", "Bellows", "Rivets, a hundred", "Tongs");
        }

        @Test
        void aProductComesFromTheDatabaseFirstAndFromTheCacheThen() {
            var path = client.create("Vise", "49.90");

            assertThat(client.get(path).origin()).isEqualTo(ofFirstRead());
            assertThat(client.get(path).origin()).isEqualTo(ofSecondRead());
            assertThat(client.get(path).name()).isEqualTo("Vise");
        }

        @Test
        void theListComesFromTheDatabaseFirstAndFromTheCacheThen() {
            client.create("Whetstone", "9.00");

            assertThat(client.get(PRODUCTS).origin()).isEqualTo(ofFirstRead());
            assertThat(client.get(PRODUCTS).origin()).isEqualTo(ofSecondRead());
        }

        @Test
        void anAbsentProductIsNotFound() {
            var reply = client.get(PRODUCTS + "/987654321");

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.message()).isEqualTo("There is no product 987654321.");
        }

        @Test
        void aPriceKeepsItsTwoDecimalsWhereverItComesFrom() {
            var created = client.post(PRODUCTS, product("Nail", "0.5"));
            var path = created.location();

            assertThat(created.body()).contains("\"price\":0.50");
            assertThat(client.get(path).body()).contains("\"price\":0.50");
            assertThat(client.get(path).body()).contains("\"price\":0.50");
            assertThat(client.get(PRODUCTS).body()).contains("\"name\":\"Nail\",\"price\":0.50");
        }
    }

    @Nested
    class Changing {
        @Test
        void aNewProductHasAPlaceAndIsThere() {
            var reply = client.post(PRODUCTS, product("Swage", "31.00"));

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.location())
                    .isEqualTo(PRODUCTS + "/" + reply.json().get("id").getLongValue());
            assertThat(client.get(reply.location()).name()).isEqualTo("Swage");
        }

        @Test
        void aNewProductIsThereForThoseWhoAskedTooEarly() {
            var before = client.create("Before", "1.00");
            var next = PRODUCTS + "/" + (Long.parseLong(before.substring(before.lastIndexOf('/') + 1)) + 1);
            assertThat(client.get(next).status()).isEqualTo(404);

            assertThat(client.create("Next", "1.00")).isEqualTo(next);

            assertThat(client.get(next).status()).isEqualTo(200);
        }

        @Test
        void aReplacedProductIsNeverSeenAsItWas() {
            var path = client.create("Old name", "10.00");
            assertThat(client.get(path).name()).isEqualTo("Old name");

            assertThat(client.put(path, product("New name", "11.00")).status()).isEqualTo(200);

            assertThat(client.get(path).name()).isEqualTo("New name");
            assertThat(client.get(path).body()).contains("\"price\":11.00");
        }

        @Test
        void aDeletedProductIsGone() {
            var path = client.create("Leaky bucket", "0.10");
            assertThat(client.get(path).status()).isEqualTo(200);

            assertThat(client.delete(path).status()).isEqualTo(204);

            assertThat(client.get(path).status()).isEqualTo(404);
            assertThat(client.delete(path).status()).isEqualTo(404);
        }

        @Test
        void theListFollowsEveryChange() {
            assertThat(client.get(PRODUCTS).names()).doesNotContain("Mandrel", "Long mandrel");

            var path = client.create("Mandrel", "55.00");
            assertThat(client.get(PRODUCTS).names()).contains("Mandrel");

            client.put(path, product("Long mandrel", "60.00"));
            assertThat(client.get(PRODUCTS).names()).contains("Long mandrel").doesNotContain("Mandrel");

            client.delete(path);
            assertThat(client.get(PRODUCTS).names()).doesNotContain("Mandrel", "Long mandrel");
        }

        @Test
        void anAbsentProductCannotBeChanged() {
            var absent = PRODUCTS + "/987654321";

            assertThat(client.put(absent, product("Nothing", "1.00")).status()).isEqualTo(404);
            assertThat(client.delete(absent).message()).isEqualTo("There is no product 987654321.");
        }
    }

    @Nested
    class Refusing {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            {"name": " ", "price": 1}       | product.name: must not be blank
            {"price": 1}                    | product.name: must not be blank
            {"name": "A"}                   | product.price: must not be null
            {"name": "A", "price": -0.01}   | product.price: must be greater than or equal to 0
            {"name": "A", "price": 1.005}   | product.price: must have at most 10 digits before the point and 2 after it
            {"name": "A", "price": "dear"}  | The body has to be a JSON object such as
            {"name": "A", "price":          | The body has to be a JSON object such as
            []                              | The body has to be a JSON object such as
            """)
        void aBadBodyIsToldWhatIsWrong(String body, String message) {
            var path = client.create("Good", "1.00");

            for (var reply : List.of(client.post(PRODUCTS, body), client.put(path, body))) {
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.message()).startsWith(message).doesNotContain("REDACTED", "argument [");
            }
            assertThat(client.get(path).name()).isEqualTo("Good");
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "1.5", "99999999999999999999"})
        void anIdThatIsNoNumberIsToldSo(String id) {
            var path = PRODUCTS + "/" + id;

            for (var reply : List.of(client.get(path), client.put(path, product("A", "1")), client.delete(path))) {
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.message())
                        .isEqualTo("[" + id + "] is no id: it has to be a whole number of at most 18 digits.");
            }
        }
    }
}
