package dev.tiercel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisNodeTest {
    @Test
    void withoutAnAgent_noServerIsKnown() {
        assertThat(RedisNode.all()).isEmpty();
    }
}
