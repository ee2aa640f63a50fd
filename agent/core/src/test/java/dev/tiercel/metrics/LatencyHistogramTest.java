package dev.tiercel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void nothing_isZero() {
        LatencyHistogram.Snapshot none = histogram.snapshot();
        assertThat(none.count()).isZero();
        assertThat(none.percentileNanos(0.99)).isZero();
        assertThat(none.maxNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.95, 0.99, 1})
    void percentile_isAnUpperBound_aSeventhTooLongAtMost(double share) {
        Random random = new Random(1);
        long[] times = new long[10_000];
        // From microseconds to minutes, as many in each power of ten.
        Arrays.setAll(times, i -> (long) Math.pow(10, 3 + 8 * random.nextDouble()));
        Arrays.stream(times).forEach(histogram::record);
        Arrays.sort(times);
        long exact = times[(int) Math.ceil(share * times.length) - 1];

        assertThat(histogram.snapshot().percentileNanos(share))
                .isGreaterThanOrEqualTo(exact)
                .isLessThanOrEqualTo((long) (exact * (1 + 1.0 / 7)));
    }

    @Test
    void roundTimes_areBounds() {
        histogram.record(TimeUnit.MILLISECONDS.toNanos(5));
        histogram.record(TimeUnit.MILLISECONDS.toNanos(5) + 1);
        histogram.record(TimeUnit.SECONDS.toNanos(2));
        assertThat(histogram.snapshot().upTo(TimeUnit.MILLISECONDS.toNanos(5))).isEqualTo(1);
        assertThat(histogram.snapshot().upTo(TimeUnit.SECONDS.toNanos(10))).isEqualTo(3);
    }

    @Test
    void whatIsTooLongOrNegative_isCountedToo() {
        histogram.record(-5);
        histogram.record(TimeUnit.DAYS.toNanos(1));
        LatencyHistogram.Snapshot both = histogram.snapshot();
        assertThat(both.count()).isEqualTo(2);
        assertThat(both.totalNanos()).isEqualTo(TimeUnit.DAYS.toNanos(1));
        assertThat(both.percentileNanos(1)).isEqualTo(TimeUnit.DAYS.toNanos(1));
    }
}
