package dev.tiercel.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EntryTest {
    private final ManualTicker ticker = new ManualTicker();

    private Entry entry(Duration hit, Duration fresh, Duration alive) {
        long now = ticker.nanos();
        return new Entry("value", now + hit.toNanos(), now + fresh.toNanos(), now + alive.toNanos(), 10);
    }

    @Test
    void eachTime_endsAtItsMoment() {
        Entry entry = entry(Duration.ofNanos(2_000), Duration.ofNanos(5_000), Duration.ofNanos(9_000));
        assertThat(entry.isHit(ticker.nanos())).isTrue();

        ticker.advance(Duration.ofNanos(1_999));
        assertThat(entry.isHit(ticker.nanos())).isTrue();
        ticker.advance(Duration.ofNanos(1));
        assertThat(entry.isHit(ticker.nanos())).isFalse();
        assertThat(entry.isFresh(ticker.nanos())).isTrue();

        ticker.advance(Duration.ofNanos(3_000));
        assertThat(entry.isFresh(ticker.nanos())).isFalse();
        assertThat(entry.isAlive(ticker.nanos())).isTrue();

        ticker.advance(Duration.ofNanos(4_000));
        assertThat(entry.isAlive(ticker.nanos())).isFalse();
    }

    @Test
    void hitFor_changesNothingElse() {
        Entry entry = entry(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2));
        Entry later = entry.hitFor(ticker.nanos() + 100);
        assertThat(later.isHit(ticker.nanos() + 99)).isTrue();
        assertThat(later.isHit(ticker.nanos() + 100)).isFalse();
        assertThat(later.freshUntilNanos()).isEqualTo(entry.freshUntilNanos());
        assertThat(later.deadAtNanos()).isEqualTo(entry.deadAtNanos());
        assertThat(later.value()).isSameAs(entry.value());
    }

    @Test
    void overflowOfTheClock_doesNotMatter() {
        ticker.advance(Duration.ofNanos(Long.MAX_VALUE - ticker.nanos() - 10));
        Entry entry = entry(Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(30));
        ticker.advance(Duration.ofDays(29));
        assertThat(entry.isHit(ticker.nanos())).isTrue();
        ticker.advance(Duration.ofDays(1));
        assertThat(entry.isHit(ticker.nanos())).isFalse();
    }
}
