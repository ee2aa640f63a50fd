package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheChecksTest {
    private static final String REASON =
            ": no stale entry is kept to answer with, unless a method's annotation says staleIfError";

    @Test
    void softTimeoutWithoutStaleEntries_warnsWithBoth() {
        assertThat(Sources.none()
                        .property("tiercel.defaults.loader-soft-timeout", "200ms")
                        .warning())
                .isEqualTo("defaults.loader-soft-timeout = 200ms (system property tiercel.defaults.loader-soft-timeout)"
                        + " does nothing with defaults.stale-if-error = 0s (default)" + REASON);
    }

    @Test
    void softTimeoutOfOneCache_warnsWithItsOwnSettings() {
        assertThat(Sources.none()
                        .yaml("caches: {a.b: {loader-soft-timeout: 1s}}")
                        .warning())
                .isEqualTo("caches.a.b.loader-soft-timeout = 1s (class path tiercel.yaml line 1 column 37)"
                        + " does nothing with defaults.stale-if-error = 0s (default)" + REASON);
        assertThat(Sources.none()
                        .yaml("defaults: {stale-if-error: 1h}\n"
                                + "caches: {a: {loader-soft-timeout: 1s, stale-if-error: 0s}}")
                        .warning())
                .isEqualTo("caches.a.loader-soft-timeout = 1s (class path tiercel.yaml line 2 column 35)"
                        + " does nothing with caches.a.stale-if-error = 0s (class path tiercel.yaml line 2 column 55)"
                        + REASON);
    }

    @Test
    void staleEntriesSomewhere_noWarning() {
        String timeout = "defaults: {loader-soft-timeout: 200ms}\n";
        Sources.none()
                .yaml("defaults: {loader-soft-timeout: 200ms, stale-if-error: 1h}")
                .config();
        Sources.none()
                .yaml(timeout + "caches: {a: {stale-if-error: 1h}, b: {ttl: 1s}}")
                .config();
        Sources.none()
                .yaml("defaults: {stale-if-error: 1h}\ncaches: {a: {loader-soft-timeout: 1s}}")
                .config();
        Sources.none()
                .yaml("defaults: {loader-soft-timeout: 1s, stale-if-error: 1h}\ncaches: {a: {stale-if-error: 0}}")
                .config();
        assertThat(Sources.none().yaml(timeout + "caches: {b: {ttl: 1s}}").warning())
                .startsWith("defaults.loader-soft-timeout");
    }
}
