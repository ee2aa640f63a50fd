package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentDropsTest {
    private final AtomicLong nanos = new AtomicLong(-50);
    private final RecentDrops recent = new RecentDrops(100, nanos::get);

    @Test
    void key_isCoveredForTheWindow() {
        recent.add(List.of("a"));
        assertThat(recent.covers("b")).isFalse();
        nanos.addAndGet(99);
        assertThat(recent.covers("a")).isTrue();
        nanos.addAndGet(1);
        assertThat(recent.covers("a")).isFalse();
    }

    @Test
    void allKeys_areCoveredForTheWindow() {
        recent.addAll();
        assertThat(recent.covers("any")).isTrue();
        nanos.addAndGet(100);
        assertThat(recent.covers("any")).isFalse();
    }

    @Test
    void moreKeysThanAreKept_coverEveryKey() {
        IntStream.rangeClosed(0, 10_000).forEach(i -> recent.add(List.of("k" + i)));
        assertThat(recent.covers("k0")).isTrue();
        assertThat(recent.covers("other")).isTrue();
        nanos.addAndGet(100);
        assertThat(recent.covers("other")).isFalse();
    }

    @Test
    void keysThatAreOutOfTheWindow_takeNoPlace() {
        IntStream.range(0, 10_000).forEach(i -> recent.add(List.of("k" + i)));
        nanos.addAndGet(100);
        recent.add(List.of("new"));
        assertThat(recent.covers("new")).isTrue();
        assertThat(recent.covers("other")).isFalse();
    }
}
