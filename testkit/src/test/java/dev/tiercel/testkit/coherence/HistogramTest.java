package dev.tiercel.testkit.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static Histogram of(long... nanos) {
        Histogram.Recorder recorder = new Histogram.Recorder();
        for (long each : nanos) {
            recorder.record(each);
        }
        return recorder.snapshot();
    }

    @Test
    void everyTimeLiesInItsBucket() {
        for (long nanos = 0; nanos >= 0 && nanos < Long.MAX_VALUE / 3; nanos = nanos * 9 / 8 + 1) {
            Histogram.Bucket bucket = of(nanos).buckets().get(0);
            assertThat(nanos).isBetween(bucket.from().toNanos(), bucket.to().toNanos() - 1);
            assertThat(bucket.to().toNanos() - bucket.from().toNanos()).isLessThanOrEqualTo(Math.max(1, nanos / 4));
        }
    }

    @Test
    void percentilesAreAtMostAQuarterTooHigh() {
        Histogram.Recorder recorder = new Histogram.Recorder();
        for (int i = 1; i <= 1_000; i++) {
            recorder.record(i * 1_000L);
        }
        Histogram histogram = recorder.snapshot();
        assertThat(histogram.percentile(0.5).toNanos()).isBetween(500_000L, 625_000L);
        assertThat(histogram.percentile(0.99).toNanos()).isBetween(990_000L, 1_000_000L);
        assertThat(histogram.max().toNanos()).isEqualTo(1_000_000);
        assertThat(histogram.count()).isEqualTo(1_000);
    }

    @Test
    void theLongestTimeThereIsIsCounted() {
        assertThat(of(Long.MAX_VALUE).percentile(1)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void nothingMeasuredIsZero() {
        assertThat(Histogram.EMPTY.percentile(0.99)).isZero();
        assertThat(Histogram.EMPTY.plus(of(7)).max()).isEqualTo(Duration.ofNanos(7));
        assertThat(Histogram.EMPTY).hasToString("nothing measured");
    }
}
