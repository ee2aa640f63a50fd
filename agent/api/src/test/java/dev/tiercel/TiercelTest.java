package dev.tiercel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.weaving.entry.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TiercelTest {
    private final NamedCache products = Tiercel.cache("products");

    @BeforeEach
    @AfterEach
    void noAgent() {
        System.clearProperty(AgentDoor.MARKER);
        Link.fails = false;
        Link.CHANGES.clear();
    }

    private void changeAll() {
        products.invalidate(1, "a");
        products.invalidate();
        products.invalidate((Object[]) null);
        products.clear();
        products.invalidateTag("seller-7");
    }

    @Test
    void withoutAnAgent_nothingHappens() {
        changeAll();
        assertThat(products.invalidatePattern("*").join()).isZero();
        assertThat(Link.CHANGES).isEmpty();
    }

    @Test
    void withAnAgent_itIsTold() {
        System.setProperty(AgentDoor.MARKER, "");
        changeAll();
        assertThat(products.invalidatePattern("user/*").join()).isEqualTo(7);
        assertThat(Link.CHANGES)
                .containsExactly(
                        "invalidate products [1, a]",
                        "invalidate products []",
                        "invalidate products [null]",
                        "clear products",
                        "tag products seller-7",
                        "pattern products user/*");
    }

    @Test
    void agentThatFails_isNoTroubleOfTheCaller() {
        System.setProperty(AgentDoor.MARKER, "");
        Link.fails = true;
        changeAll();
        assertThat(products.invalidatePattern("*").join()).isZero();
    }

    @Test
    void nothing_isNoName() {
        assertThatThrownBy(() -> Tiercel.cache(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> products.invalidateTag(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> products.invalidatePattern(null)).isInstanceOf(NullPointerException.class);
    }
}
