package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DropLogTest {
    private final DropLog log = new DropLog();

    @Test
    void dropsAreKeptOnce() {
        log.add(List.of("a", "b"));
        log.add(List.of("b"));
        assertThat(log.keys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void tooMany_areUnknown() {
        IntStream.rangeClosed(0, 10_000).forEach(i -> log.add(List.of("k" + i)));
        assertThat(log.keys()).isNull();
        log.add(List.of("a"));
        assertThat(log.keys()).isNull();
    }

    @Test
    void allDropped_isUnknown() {
        log.addAll();
        assertThat(log.keys()).isNull();
    }
}
