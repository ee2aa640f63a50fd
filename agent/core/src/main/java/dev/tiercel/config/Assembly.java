package dev.tiercel.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the records of the values. */
final class Assembly {
    private final Settings settings;
    private final Problems problems;
    private final RedisAssembly redis;

    Assembly(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
        this.redis = new RedisAssembly(settings, problems);
    }

    TiercelConfig config(Collection<String> caches, List<Rule> rules) {
        Map<String, CacheOverrides> overrides = new TreeMap<>();
        for (String cache : caches) {
            overrides.put(cache, new CacheTexts.Configured(settings, cache).overrides());
        }
        CacheConfig defaults = defaults();
        new CacheChecks(settings, problems).check(defaults, overrides);
        return new TiercelConfig(
                get(Keys.ENABLED),
                get(Keys.STRICT),
                get(Keys.DRY_RUN),
                get(Keys.BYPASS),
                get(Keys.PREFIX),
                get(Keys.ANNOTATIONS),
                redis.config(),
                l1(),
                metrics(),
                defaults,
                overrides,
                rules);
    }

    private L1Config l1() {
        return new L1Config(get(Keys.L1_MAX_BYTES), get(Keys.L1_CLOCK_INTERVAL));
    }

    private MetricsConfig metrics() {
        return new MetricsConfig(
                get(Keys.METRICS_ENABLED),
                get(Keys.METRICS_JMX),
                get(Keys.METRICS_MICROMETER),
                settings.find(Keys.METRICS_PORT),
                get(Keys.METRICS_ADDRESS));
    }

    private CacheConfig defaults() {
        return new CacheConfig(
                get(Keys.DEFAULT_TTL),
                get(Keys.DEFAULT_TTL_JITTER),
                get(Keys.DEFAULT_NEGATIVE_TTL),
                get(Keys.DEFAULT_EAGER_REFRESH),
                get(Keys.DEFAULT_STALE_IF_ERROR),
                get(Keys.DEFAULT_LOADER_SOFT_TIMEOUT),
                get(Keys.DEFAULT_BUDGET),
                get(Keys.DEFAULT_MAX_ENTRIES),
                get(Keys.DEFAULT_VALUES),
                get(Keys.DEFAULT_CODEC),
                get(Keys.DEFAULT_COMPRESS_ABOVE),
                get(Keys.DEFAULT_MAX_STALENESS));
    }

    private <T> T get(Key<T> key) {
        return settings.get(key);
    }
}
