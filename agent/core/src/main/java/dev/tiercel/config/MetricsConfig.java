package dev.tiercel.config;

import org.jspecify.annotations.Nullable;

/**
 * What is counted, and who is told.
 *
 * @param enabled false: nothing is counted, and nobody is told
 * @param jmx whether caches are beans of the platform's server
 * @param micrometer whether the application's own registries of meters are told
 * @param port where Prometheus may ask us; 0: any that is free; null: nowhere
 * @param address of this machine, for that port
 */
public record MetricsConfig(
        boolean enabled,
        boolean jmx,
        boolean micrometer,
        @Nullable Integer port,
        String address) {
    /** All but the port; if there is one, for this machine alone. */
    public static final MetricsConfig DEFAULT = new MetricsConfig(true, true, true, null, "127.0.0.1");
}
