package dev.tiercel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SynchronyTest {
    @Test
    void withoutAgent_nothingIsKnown() {
        assertThat(Synchrony.now()).isEmpty();
    }
}
