package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheOverridesTest {
    /** One of every setting, none at its default. */
    private static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("enabled", "false");
        ALL.put("ttl", "7s");
        ALL.put("ttl-jitter", "0.3");
        ALL.put("negative-ttl", "2s");
        ALL.put("eager-refresh", "0.5");
        ALL.put("stale-if-error", "3h");
        ALL.put("loader-soft-timeout", "40ms");
        ALL.put("budget", "9s");
        ALL.put("max-entries", "11");
        ALL.put("values", "copy");
        ALL.put("codec", "smile");
        ALL.put("compress-above", "12");
        ALL.put("max-staleness", "8s");
    }

    @Test
    void everyName_isASettingOfItsOwn() {
        CacheOverrides all = CacheOverrides.parse(ALL);

        assertThat(CacheOverrides.parse(Map.of())).isEqualTo(CacheOverrides.NONE);
        assertThat(all)
                .isEqualTo(new CacheOverrides(
                        false,
                        Duration.ofSeconds(7),
                        0.3,
                        Duration.ofSeconds(2),
                        0.5,
                        Duration.ofHours(3),
                        Duration.ofMillis(40),
                        Duration.ofSeconds(9),
                        11L,
                        ValuesMode.COPY,
                        CodecFormat.SMILE,
                        12L,
                        Duration.ofSeconds(8)));
    }

    @Test
    void eachSetting_winsAloneOverTheWeakerSource() {
        CacheOverrides weaker = CacheOverrides.parse(ALL);
        Map<String, String> others = Map.ofEntries(
                Map.entry("enabled", "true"),
                Map.entry("ttl", "1s"),
                Map.entry("ttl-jitter", "0"),
                Map.entry("negative-ttl", "1s"),
                Map.entry("eager-refresh", "0"),
                Map.entry("stale-if-error", "0"),
                Map.entry("loader-soft-timeout", "0"),
                Map.entry("budget", "1s"),
                Map.entry("max-entries", "1"),
                Map.entry("values", "auto"),
                Map.entry("codec", "json"),
                Map.entry("compress-above", "0"),
                Map.entry("max-staleness", "5s"));
        assertThat(others).hasSameSizeAs(ALL);
        others.forEach((name, text) -> {
            CacheOverrides stronger = CacheOverrides.parse(Map.of(name, text));
            Map<String, String> both = new HashMap<>(ALL);
            both.put(name, text);

            assertThat(stronger.over(weaker)).as(name).isEqualTo(CacheOverrides.parse(both));
            if (!name.equals("enabled")) {
                CacheConfig config = weaker.over(CacheConfig.DEFAULT);
                assertThat(stronger.over(config)).as(name).isNotEqualTo(config);
            }
        });
        assertThat(CacheOverrides.NONE.over(weaker)).isEqualTo(weaker);
        assertThat(weaker.over(CacheOverrides.NONE)).isEqualTo(weaker);
        assertThat(CacheOverrides.NONE.over(CacheConfig.DEFAULT)).isEqualTo(CacheConfig.DEFAULT);
    }

    @Test
    void aCacheIsOnUnlessItIsSaid() {
        assertThat(CacheOverrides.NONE.isOn()).isTrue();
        assertThat(CacheOverrides.parse(ALL).isOn()).isFalse();
    }

    @Test
    void badText_isToldWithItsNameAndWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheOverrides.parse(Map.of("eager-refresh", "1.5")))
                .withMessage("eager-refresh: \"1.5\" is too large; allowed: 0 to 0.95, or 0% to 95%");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheOverrides.parse(Map.of("tll", "1s")))
                .withMessage("tll: no such setting; did you mean ttl?");
    }
}
