package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tiercel.backplane.Address;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private static final int SAME = 1_000_000_000;

    private final KeyIndex index = new KeyIndex(key -> address((int) key));

    /** Of two keys that differ by a thousand million the address is the same; of two that differ by half of it, its half. */
    private static long address(int key) {
        return Address.of("key " + key % (SAME / 2)) ^ (long) (key % SAME / (SAME / 2)) << 40;
    }

    private void note(int key) {
        assertThat(index.noting(key, () -> "done")).isEqualTo("done");
    }

    @Test
    void keysOfOneAddress_areFoundTogether_andOnce() {
        note(7);
        note(7 + SAME);
        note(7);
        assertThat(index.find(address(7))).containsExactlyInAnyOrder(7, 7 + SAME);
        assertThat(index.find(address(8))).isEmpty();
    }

    @Test
    void keysOfHalfAnAddress_areToldApart() {
        note(7);
        note(7 + SAME / 2);
        assertThat(index.find(address(7))).containsExactly(7);
        assertThat(index.find(address(7 + SAME / 2))).containsExactly(7 + SAME / 2);
    }

    @Test
    void manyKeys_areAllFound_whenSomeAreForgotten() {
        for (int i = 0; i < 20_000; i++) {
            note(i);
        }
        assertThat(index.size()).isEqualTo(20_000);
        assertThat(notFound(1)).isZero();

        index.tidy(0, key -> (int) key % 3 == 0);
        assertThat(index.size()).isEqualTo(6_667);
        assertThat(notFound(3)).isZero();
        assertThat(index.find(address(1))).isEmpty();
    }

    private long notFound(int step) {
        return IntStream.iterate(0, i -> i < 20_000, i -> i + step)
                .filter(i -> !index.find(address(i)).equals(List.of(i)))
                .count();
    }

    /** What a tidy-up that fails had not yet seen would never be dropped. */
    @Test
    void tidyThatFails_forgetsNothing() {
        for (int i = 0; i < 3_000; i++) {
            note(i);
        }
        Predicate<Object> failing = key -> {
            if (key.equals(2_000)) {
                throw new IllegalStateException("on purpose");
            }
            return true;
        };
        assertThatThrownBy(() -> index.tidy(0, failing)).hasMessage("on purpose");
        assertThat(index.find(address(2_000))).containsExactly(2_000);
        assertThat(index.size()).isEqualTo(3_000);
    }

    @Test
    void tidy_forgetsWhatIsGone_andNothingElse() {
        for (int i = 0; i < 3_000; i++) {
            note(i);
        }
        note(1 + SAME);
        index.tidy(1, Set.of(1)::contains);
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.find(address(1))).containsExactly(1);
    }

    @Test
    void tidy_leavesAFewThatAreGone() {
        note(1);
        index.tidy(0, key -> false);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void withoutOtherInstances_nothingIsNoted() {
        KeyIndex off = new KeyIndex(null);
        assertThat(off.noting(1, () -> "done")).isEqualTo("done");
        assertThat(off.size()).isZero();
    }
}
