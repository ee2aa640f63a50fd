package dev.tiercel.export;

import dev.tiercel.export.Meter.Series;
import dev.tiercel.metrics.LatencyHistogram;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The meters in Prometheus' text format. Names are made as Micrometer makes them, so that one dashboard reads both. */
final class PrometheusText {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANOS = 1e9;

    private final Meters meters;
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    PrometheusText(Meters meters) {
        this.meters = meters;
    }

    /** All of them, as of now. */
    byte[] now() throws IOException {
        List<MetricSnapshot> all = new ArrayList<>();
        for (Meter meter : meters.all()) {
            List<Series> series = meter.series().get();
            if (!series.isEmpty()) {
                all.add(snapshot(meter, series));
            }
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, new MetricSnapshots(all), EscapingScheme.DEFAULT);
        return text.toByteArray();
    }

    private static MetricSnapshot snapshot(Meter meter, List<Series> series) {
        String name = meter.name().replace('.', '_');
        return switch (meter.kind()) {
            case COUNTER ->
                new CounterSnapshot(
                        new MetricMetadata(name, meter.help()),
                        series.stream()
                                .map(each -> new CounterDataPointSnapshot(
                                        each.value().getAsDouble(), labels(each), null, 0))
                                .toList());
            case GAUGE ->
                new GaugeSnapshot(
                        new MetricMetadata(name, meter.help()),
                        series.stream()
                                .map(each ->
                                        new GaugeDataPointSnapshot(each.value().getAsDouble(), labels(each), null))
                                .toList());
            case TIMER ->
                new HistogramSnapshot(
                        new MetricMetadata(name + "_seconds", meter.help(), Unit.SECONDS),
                        series.stream().map(PrometheusText::times).toList());
        };
    }

    private static HistogramDataPointSnapshot times(Series series) {
        LatencyHistogram histogram = series.times();
        LatencyHistogram.Snapshot taken = histogram == null ? new LatencyHistogram().snapshot() : histogram.snapshot();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long before = 0;
        for (Duration bound : Meters.BOUNDS) {
            long upTo = taken.upTo(bound.toNanos());
            buckets.bucket(bound.toNanos() / NANOS, upTo - before);
            before = upTo;
        }
        buckets.bucket(Double.POSITIVE_INFINITY, taken.count() - before);
        return new HistogramDataPointSnapshot(buckets.build(), taken.totalNanos() / NANOS, labels(series), null, 0);
    }

    private static Labels labels(Series series) {
        return Labels.of(series.tags().toArray(String[]::new));
    }
}
