package dev.tiercel.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EntryTest {
    private final ManualTicker ticker = new ManualTicker();

    @Test
    void entry_isFreshUntilItsMomentAndNotAtIt() {
        Entry entry = new Entry("value", ticker.nanos() + 5_000, 10);
        assertThat(entry.isFresh(ticker.nanos())).isTrue();

        ticker.advance(Duration.ofNanos(4_999));
        assertThat(entry.isFresh(ticker.nanos())).isTrue();

        ticker.advance(Duration.ofNanos(1));
        assertThat(entry.isFresh(ticker.nanos())).isFalse();

        ticker.advance(Duration.ofDays(1));
        assertThat(entry.isFresh(ticker.nanos())).isFalse();
    }

    @Test
    void overflowOfTheClock_endsNoEntryEarly() {
        Entry entry = new Entry("value", ticker.nanos() + Duration.ofDays(30).toNanos(), 10);
        ticker.advance(Duration.ofDays(29));
        assertThat(ticker.nanos()).isNegative();
        assertThat(entry.isFresh(ticker.nanos())).isTrue();
    }
}
