package dev.tiercel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CachedMethod.HandedOut;
import dev.tiercel.CachedMethod.Kind;
import dev.tiercel.weaving.entry.Link;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedMethodTest {
    @AfterEach
    void forget() {
        System.clearProperty(AgentDoor.MARKER);
        Link.methods = new Object[0][];
    }

    @Test
    void withoutAnAgent_noMethodIsKnown() {
        Link.methods = new Object[][] {{"Shop.find", "products", "READ", "SHARED", Duration.ofMinutes(5)}};

        assertThat(CachedMethod.all()).isEmpty();
    }

    @Test
    void whatTheAgentSays_isRead() {
        System.setProperty(AgentDoor.MARKER, "");
        Link.methods = new Object[][] {
            {"Shop.find", "products", "READ", "COPIED", Duration.ofMinutes(5)},
            {"Shop.change", "lists", "WRITE", "", null}
        };

        assertThat(CachedMethod.all())
                .containsExactly(
                        new CachedMethod(
                                "Shop.find",
                                "products",
                                Kind.READ,
                                Optional.of(HandedOut.COPIED),
                                Optional.of(Duration.ofMinutes(5))),
                        new CachedMethod("Shop.change", "lists", Kind.WRITE, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatAnAgentOfAnotherVersionSays_isNotUnderstood() {
        System.setProperty(AgentDoor.MARKER, "");
        Link.methods = new Object[][] {{"Shop.find", "products", "REFRESH", "LENT", null}};

        assertThat(CachedMethod.all()).isEmpty();
    }
}
