package dev.tiercel.sample.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheStats;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shares of what the caches did. */
class RatesTest {

    @Test
    void allCachesAreOne() {
        // 100 calls: 40 by L1, 15 by L2, 5 stale, 10 joined, 30 loads, of which 7 failed.
        var rates = Rates.of(List.of(cache(30, 10, 5, 20, 7, 0), cache(10, 5, 0, 10, 0, 10)));

        assertThat(rates).isEqualTo(new Rates(0.4, 0.25, 0.7, 0.07));
    }

    @Test
    void theyHaveFourDecimals() {
        assertThat(Rates.of(List.of(cache(1, 0, 0, 2, 1, 0)))).isEqualTo(new Rates(0.3333, 0.0, 0.3333, 0.3333));
    }

    @Test
    void whereNothingWasCalledNothingIsKnown() {
        assertThat(Rates.of(List.of())).isEqualTo(new Rates(null, null, null, null));
        assertThat(Rates.of(List.of(cache(0, 0, 0, 0, 0, 0)))).isEqualTo(new Rates(null, null, null, null));
        assertThat(Rates.of(List.of(cache(1, 0, 0, 0, 0, 0)))).isEqualTo(new Rates(1.0, null, 1.0, 0.0));
    }

    private static CacheStats cache(long l1, long l2, long stale, long loads, long failures, long joined) {
        return new CacheStats("any", l1, l2, stale, loads, failures, joined, 0, 0, 0, 0, 0, 0, Map.of());
    }
}
