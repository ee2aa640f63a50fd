package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for users. */
@MicronautTest(transactional = false)
class UserApiTest {
    private Client client;

    @BeforeEach
    void connect(EmbeddedServer server) {
        client = new Client(server.getURI());
    }

    @ParameterizedTest
    @CsvSource({"anna bau, Anna Bauer", "Zoe ZORN, Zoe Zorn", "5550005000, Zoe Zorn", "+15550000001, Alma Abel"})
    void aPartOfTheNameOrOfTheNumberFinds(String text, String name) {
        var reply = client.searchUser(text);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("user").get("name").getStringValue()).isEqualTo(name);
        assertThat(fallback(reply)).isFalse();
    }

    @Test
    void thereAreFiveThousand() {
        assertThat(client.searchUser("+15550005000").json().get("user").isNull())
                .isFalse();
        assertThat(client.searchUser("+15550005001").json().get("user").isNull())
                .isTrue();
    }

    @Test
    void whatMeansTheSameIsAskedOnce() {
        assertThat(source(client.searchUser("greta kuhn"))).isEqualTo("database");
        assertThat(source(client.searchUser(" Greta KUHN "))).isEqualTo(ofSecondSearch());
    }

    @Test
    void thatThereIsNobodyIsAnAnswerAndKept() {
        var first = client.searchUser("nobody of that name");
        var second = client.searchUser("nobody of that name");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("user").isNull()).isTrue();
        assertThat(source(first)).isEqualTo("database");
        assertThat(second.json().get("user").isNull()).isTrue();
        assertThat(source(second)).isEqualTo(ofSecondSearch());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "anna%bauer", "!", "'"})
    void theTextIsNoPattern(String text) {
        assertThat(client.searchUser(text).json().get("user").isNull()).isTrue();
    }

    @Test
    void whatCannotBeAsIsToldSo() {
        assertThat(client.searchUser(" ").message()).isEqualTo("q: must not be blank");
        assertThat(client.searchUser("a".repeat(101)).message()).isEqualTo("q: size must be between 0 and 100");
        assertThat(client.searchUser("a".repeat(100)).status()).isEqualTo(200);
        var missing = client.get("/api/users/search");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.message()).isEqualTo("The parameter q is missing.");
    }

    private static String source(Reply reply) {
        return reply.json().get("source").getStringValue();
    }

    private static boolean fallback(Reply reply) {
        return reply.json().get("fallback").getBooleanValue();
    }

    private static String ofSecondSearch() {
        return AgentPresence.isThere() ? "l1" : "database";
    }
}
