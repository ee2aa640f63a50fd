package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.codec.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ElementsTest {
    /** Copies lists of string builders. */
    private static final Sharing COPYING = new Sharing() {
        @Override
        public @Nullable Object keep(@Nullable Object value) {
            return copy(value);
        }

        @Override
        public @Nullable Object hand(@Nullable Object kept) {
            return copy(kept);
        }

        @Override
        public boolean handsKept() {
            return false;
        }

        private static List<Object> copy(@Nullable Object value) {
            List<Object> copies = new ArrayList<>();
            ((List<?>) Objects.requireNonNull(value)).forEach(each -> copies.add(new StringBuilder(each.toString())));
            return copies;
        }
    };

    @Test
    void elementThatItsSubscriberChanges_isKeptAsItWas() {
        Elements elements = new Elements(COPYING);
        StringBuilder anna = new StringBuilder("anna");
        assertThat(elements.add(anna)).isTrue();
        anna.append(" was changed");
        assertThat(elements.all()).asString().isEqualTo("[anna]");
    }

    @Test
    void elementsThatNobodyCanChange_areKeptThemselves() {
        Elements elements = new Elements(null);
        Object anna = new Object();
        elements.add(anna);
        assertThat(elements.all()).singleElement().isSameAs(anna);
    }

    @Test
    void tooMany_areToldOnceAndForgotten() {
        Elements elements = new Elements(null);
        for (int i = 0; i < Elements.MOST; i++) {
            assertThat(elements.add(i)).isTrue();
        }
        assertThat(elements.all()).hasSize(Elements.MOST);
        assertThat(elements.add("one more")).isFalse();
        assertThat(elements.add("and another")).isTrue();
        assertThat(elements.all()).isNull();
    }
}
