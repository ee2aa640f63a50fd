package dev.tiercel.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the records of the values. */
final class Assembly {
    private final Settings settings;

    Assembly(Settings settings) {
        this.settings = settings;
    }

    TiercelConfig config(Collection<String> caches) {
        Map<String, CacheOverrides> overrides = new HashMap<>();
        for (String cache : caches) {
            overrides.put(cache, overrides(cache));
        }
        return new TiercelConfig(
                get(Keys.ENABLED), get(Keys.STRICT), get(Keys.PREFIX), redis(), l1(), defaults(), overrides);
    }

    private RedisConfig redis() {
        RedisTarget target = RedisTarget.DEFAULT;
        RedisTimes times = RedisTimes.DEFAULT;
        return new RedisConfig(
                get(Keys.REDIS_ENABLED),
                new RedisTarget(
                        target.topology(),
                        List.of(new Endpoint(get(Keys.REDIS_HOST), get(Keys.REDIS_PORT))),
                        target.socket(),
                        target.sentinels(),
                        target.sentinelMaster(),
                        get(Keys.REDIS_DATABASE),
                        target.readFrom(),
                        target.expectedNodes(),
                        target.proxyStats()),
                new RedisLogin(text(Keys.REDIS_USERNAME), text(Keys.REDIS_PASSWORD), null, null, null, null),
                new RedisTls(get(Keys.REDIS_TLS), true, null, null, null),
                new RedisTimes(
                        get(Keys.REDIS_CONNECT_TIMEOUT),
                        get(Keys.REDIS_DEADLINE),
                        times.reconnectMax(),
                        times.heartbeat(),
                        times.topologyRefresh(),
                        times.replayWindow(),
                        times.fenceLease()),
                get(Keys.REDIS_REQUEST_QUEUE));
    }

    private L1Config l1() {
        return new L1Config(get(Keys.L1_MAX_BYTES), get(Keys.L1_CLOCK_INTERVAL));
    }

    private CacheConfig defaults() {
        return new CacheConfig(
                get(Keys.DEFAULT_TTL),
                get(Keys.DEFAULT_TTL_JITTER),
                get(Keys.DEFAULT_MAX_ENTRIES),
                get(Keys.DEFAULT_BUDGET));
    }

    private CacheOverrides overrides(String cache) {
        Boolean enabled = ofCache(cache, Keys.CACHE_ENABLED);
        return new CacheOverrides(
                enabled == null || enabled,
                ofCache(cache, Keys.CACHE_TTL),
                ofCache(cache, Keys.CACHE_TTL_JITTER),
                ofCache(cache, Keys.CACHE_MAX_ENTRIES),
                ofCache(cache, Keys.CACHE_BUDGET));
    }

    private <T> @Nullable T ofCache(String cache, Key<T> key) {
        return settings.find(key, Keys.ofCache(cache, key));
    }

    private <T> T get(Key<T> key) {
        return Objects.requireNonNull(settings.find(key, key.name()), key.name());
    }

    /** Empty says "none", so that a stronger source can take back what a weaker one says. */
    private @Nullable String text(Key<String> key) {
        String text = settings.find(key, key.name());
        return text == null || text.isEmpty() ? null : text;
    }
}
