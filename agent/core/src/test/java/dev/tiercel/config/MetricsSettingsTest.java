package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsSettingsTest {
    @Test
    void unset_allIsCounted_andNoPortIsOpened() {
        assertThat(Sources.none().config().metrics()).isEqualTo(MetricsConfig.DEFAULT);
    }

    @Test
    void everySetting_isRead() {
        assertThat(Sources.none()
                        .property("tiercel.metrics.enabled", "no")
                        .environment("TIERCEL_METRICS_JMX", "false")
                        .environment("TIERCEL_METRICS_PORT", "0")
                        .yaml("metrics: {micrometer: false, address: 0.0.0.0}")
                        .config()
                        .metrics())
                .isEqualTo(new MetricsConfig(false, false, false, 0, "0.0.0.0"));
    }
}
