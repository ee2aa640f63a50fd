package dev.tiercel.sample;

import static dev.tiercel.sample.AgentPresence.ofFirstRead;
import static dev.tiercel.sample.AgentPresence.ofSecondRead;
import static dev.tiercel.sample.Client.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products by tag, and many at once. */
@MicronautTest(transactional = false)
class CatalogQueriesTest {
    private static final String BY_TAG = "/api/products?tag=";
    private static final String BATCH = "/api/products/batch?ids=";

    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new Client(server.getURI());
    }

    @Nested
    class ByTag {
        @Test
        void theSeededProductsHaveTags() {
            assertThat(client.get(BY_TAG + "forge").names()).containsExactly("Anvil", "Bellows", "Hammer", "Tongs");
            assertThat(client.get(BY_TAG + "nonsense").names()).isEmpty();
        }

        @Test
        void aSearchMayHaveAHighestPrice() {
            client.create("Cheap", "5.00", "priced");
            client.create("Dear", "5.01", "priced");

            assertThat(client.get(BY_TAG + "priced&maxPrice=5").names()).containsExactly("Cheap");
            assertThat(client.get(BY_TAG + "priced").names()).containsExactly("Cheap", "Dear");
        }

        @Test
        void aChangeDropsEverySearchForItsTags() {
            var path = client.create("Old name", "5.00", "changing");
            for (var search : new String[] {"changing", "changing&maxPrice=9"}) {
                assertThat(client.get(BY_TAG + search).origin()).isEqualTo(ofFirstRead());
                assertThat(client.get(BY_TAG + search).origin()).isEqualTo(ofSecondRead());
            }

            client.put(path, "{\"name\": \"New name\", \"price\": 6.00}");

            assertThat(client.get(BY_TAG + "changing").names()).containsExactly("New name");
            assertThat(client.get(BY_TAG + "changing&maxPrice=9").names()).containsExactly("New name");
        }

        @Test
        void aProductIsFoundUnderTheTagsThatItHasNow() {
            var path = client.create("Moving", "5.00", "from");
            assertThat(client.get(BY_TAG + "from").names()).containsExactly("Moving");
            assertThat(client.get(BY_TAG + "to").names()).isEmpty();

            client.put(path, product("Moving", "5.00", "to"));
            assertThat(client.get(BY_TAG + "from").names()).isEmpty();
            assertThat(client.get(BY_TAG + "to").names()).containsExactly("Moving");

            client.delete(path);
            assertThat(client.get(BY_TAG + "to").names()).isEmpty();
        }

        @Test
        void whatCannotBeAsIsToldSo() {
            assertThat(client.get(BY_TAG).status()).isEqualTo(400);
            assertThat(client.get(BY_TAG + "garden&maxPrice=dear").message())
                    .isEqualTo("[dear] is no maxPrice: it has to be a number such as 12.50.");
            assertThat(client.get(BY_TAG + "garden&maxPrice=-1").status()).isEqualTo(400);
            assertThat(client.post("/api/products", product("A", "1.00", " ")).status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class ManyAtOnce {
        @Test
        void theyComeInTheOrderOfTheIdsAndWhatIsAbsentIsLeftOut() {
            assertThat(client.get(BATCH + "3,987654321,1,2").names()).containsExactly("Chisel", "Anvil", "Bellows");
            assertThat(client.get(BATCH + "987654321").names()).isEmpty();
        }

        @Test
        void eachHasTheEntryOfTheSingleProduct() {
            var one = client.create("One", "1.00");
            var two = client.create("Two", "2.00");
            var both = BATCH + id(one) + "," + id(two);
            client.get(one);

            assertThat(client.get(both).origin()).isEqualTo(ofFirstRead());
            assertThat(client.get(both).origin()).isEqualTo(ofSecondRead());
            assertThat(client.get(two).origin()).isEqualTo(ofSecondRead());

            client.put(one, product("Uno", "1.00"));
            assertThat(client.get(both).names()).containsExactly("Uno", "Two");
        }

        @Test
        void aNewProductIsThereForABatchThatAskedTooEarly() {
            var next = id(client.create("Before", "1.00")) + 1;
            assertThat(client.get(BATCH + next).names()).isEmpty();

            client.create("Next", "1.00");

            assertThat(client.get(BATCH + next).names()).containsExactly("Next");
        }

        @Test
        void aHundredAreAllowedAndNotOneMore() {
            assertThat(client.get(BATCH + ids(100)).status()).isEqualTo(200);
            assertThat(client.get(BATCH + ids(101)).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "one", "1,,2", "1,", "-1", "1.5", "1%3B2", "1234567890123456789"})
        void badIdsAreToldWhatIsRight(String ids) {
            var reply = client.get(BATCH + ids);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message())
                    .isEqualTo("ids: has to be 1 to 100 whole numbers with a comma between them, such as 1,2,3");
        }

        @Test
        void withoutIdsItIsToldThatTheyAreMissing() {
            var reply = client.get("/api/products/batch");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).isEqualTo("The parameter ids is missing.");
        }
    }

    private static long id(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
