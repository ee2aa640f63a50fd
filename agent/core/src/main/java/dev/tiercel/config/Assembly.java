package dev.tiercel.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of the values. */
final class Assembly {
    private final Settings settings;
    private final RedisAssembly redis;

    Assembly(Settings settings, Problems problems) {
        this.settings = settings;
        this.redis = new RedisAssembly(settings, problems);
    }

    TiercelConfig config(Collection<String> caches, List<Rule> rules) {
        Map<String, CacheOverrides> overrides = new HashMap<>();
        for (String cache : caches) {
            overrides.put(cache, overrides(cache));
        }
        return new TiercelConfig(
                get(Keys.ENABLED),
                get(Keys.STRICT),
                get(Keys.PREFIX),
                redis.config(),
                l1(),
                defaults(),
                overrides,
                rules);
    }

    private L1Config l1() {
        return new L1Config(get(Keys.L1_MAX_BYTES), get(Keys.L1_CLOCK_INTERVAL));
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
                get(Keys.DEFAULT_COMPRESS_ABOVE));
    }

    private CacheOverrides overrides(String cache) {
        return new CacheOverrides(
                ofCache(cache, Keys.CACHE_ENABLED),
                ofCache(cache, Keys.CACHE_TTL),
                ofCache(cache, Keys.CACHE_TTL_JITTER),
                ofCache(cache, Keys.CACHE_NEGATIVE_TTL),
                ofCache(cache, Keys.CACHE_EAGER_REFRESH),
                ofCache(cache, Keys.CACHE_STALE_IF_ERROR),
                ofCache(cache, Keys.CACHE_LOADER_SOFT_TIMEOUT),
                ofCache(cache, Keys.CACHE_BUDGET),
                ofCache(cache, Keys.CACHE_MAX_ENTRIES),
                ofCache(cache, Keys.CACHE_VALUES),
                ofCache(cache, Keys.CACHE_CODEC),
                ofCache(cache, Keys.CACHE_COMPRESS_ABOVE));
    }

    private <T> @Nullable T ofCache(String cache, Key<T> key) {
        return settings.find(key, Keys.ofCache(cache, key));
    }

    private <T> T get(Key<T> key) {
        return settings.get(key);
    }
}
