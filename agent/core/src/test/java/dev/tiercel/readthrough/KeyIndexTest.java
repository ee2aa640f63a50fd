package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    /** Of two keys each that differ by a thousand million the address is the same. */
    private final KeyIndex index = new KeyIndex(key -> (int) key % 1_000_000_000);

    private void note(int key) {
        assertThat(index.noting(key, () -> "done")).isEqualTo("done");
    }

    @Test
    void keysOfOneAddress_areFoundTogether_andOnce() {
        note(7);
        note(1_000_000_007);
        note(7);
        assertThat(index.find(7)).containsExactly(7, 1_000_000_007);
        assertThat(index.find(8)).isEmpty();
    }

    @Test
    void tidy_forgetsWhatIsGone_andNothingElse() {
        for (int i = 0; i < 3_000; i++) {
            note(i);
        }
        note(1_000_000_001);
        index.tidy(1, Set.of(1)::contains);
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.find(1)).containsExactly(1);
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
