package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
    private static final CacheOverrides TTL_60S = CacheOverrides.parse(Map.of("ttl", "60s"));

    @Test
    void everySetting_reachesItsPlace() {
        TiercelConfig config = Sources.none().yaml("""
                        caches:
                          Products.find:
                            enabled: false
                            ttl: 60s
                            ttl-jitter: 0.2
                            negative-ttl: 5s
                            eager-refresh: 75%
                            stale-if-error: 2h
                            loader-soft-timeout: 100ms
                            max-entries: 10
                            budget: 1s
                            values: reference
                            codec: smile
                            compress-above: 0
                            max-staleness: 4s
                        """).config();

        assertThat(config.overridesOf("Products.find"))
                .isEqualTo(new CacheOverrides(
                        false,
                        Duration.ofSeconds(60),
                        0.2,
                        Duration.ofSeconds(5),
                        0.75,
                        Duration.ofHours(2),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        10L,
                        ValuesMode.REFERENCE,
                        CodecFormat.SMILE,
                        0L,
                        Duration.ofSeconds(4)));
        assertThat(config.overridesOf("other")).isEqualTo(CacheOverrides.NONE);
    }

    @Test
    void dottedName_lastPartIsTheSetting() {
        assertThat(Sources.none()
                        .property("tiercel.caches.Products.find.ttl", "60s")
                        .config()
                        .overridesOf("Products.find"))
                .isEqualTo(TTL_60S);
        assertThat(Sources.none().argument("caches.a.ttl.ttl=60s").config().overridesOf("a.ttl"))
                .isEqualTo(TTL_60S);
    }

    @Test
    void environment_findsTheCacheBySpelling() {
        TiercelConfig config = Sources.none()
                .environment("TIERCEL_CACHES_PRODUCTS_FIND_TTL", "60s")
                .config();

        assertThat(config.overridesOf("Products.find")).isEqualTo(TTL_60S);
        assertThat(config.overridesOf("products-find")).isEqualTo(TTL_60S);
        assertThat(config.overridesOf("products")).isEqualTo(CacheOverrides.NONE);
    }

    @Test
    void environment_joinsWhatOtherSourcesSayOfTheCache() {
        Sources sources = Sources.none()
                .yaml("caches: {Products.find: {ttl: 1s, max-entries: 5}}")
                .environment("TIERCEL_CACHES_PRODUCTS_FIND_TTL", "60s")
                .environment("TIERCEL_CACHES_PRODUCTS_FIND_TTL_JITTER", "0");

        assertThat(sources.config().overridesOf("Products.find"))
                .isEqualTo(CacheOverrides.parse(Map.of("ttl", "60s", "ttl-jitter", "0", "max-entries", "5")));
        assertThat(sources.origin("caches.Products.find.ttl"))
                .isEqualTo("environment TIERCEL_CACHES_PRODUCTS_FIND_TTL");

        sources.property("tiercel.caches.Products.find.ttl", "2s");
        assertThat(sources.config().overridesOf("Products.find").ttl()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void unknownSetting_warnsWithTheNearestOfThatCache() {
        assertThat(Sources.none().yaml("caches: {Products.find: {tll: 1s}}").warning())
                .isEqualTo("caches.Products.find.tll: no such setting (class path tiercel.yaml line 1 column 31),"
                        + " ignored; did you mean caches.Products.find.ttl?");
    }

    @Test
    void lineBreakInACachesName_isNotInTheHint() {
        assertThat(Sources.none().property("tiercel.caches.a\nb.tll", "1s").warning())
                .isEqualTo("caches.a?b.tll: no such setting (system property tiercel.caches.a?b.tll), ignored;"
                        + " did you mean caches.a?b.ttl?");
    }

    @Test
    void badValue_isToldWithTheCache() {
        assertThat(Sources.none().property("tiercel.caches.a.b.ttl", "5").error())
                .isEqualTo("caches.a.b.ttl: \"5\" (system property tiercel.caches.a.b.ttl) has no unit;"
                        + " allowed: 1ms to 3650d, written like 500ms, 60s, 5m, 2h, 1d or PT5M");
    }

    @Test
    void defaultsAreNotShownOfCaches() {
        assertThat(Sources.none().property("tiercel.caches.a.ttl", "1s").read().settings().stream()
                        .map(Setting::key)
                        .filter(key -> key.startsWith("caches.")))
                .containsExactly("caches.a.ttl");
    }
}
