package dev.tiercel.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every setting there is; each stands once, here or in RedisKeys. */
final class Keys {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Kind<Boolean> BOOL = new Kinds.Bool();
    private static final Kind<Duration> TTL = new Kinds.Time(Durations.MIN, Durations.MAX);
    private static final Kind<Double> JITTER = new Kinds.Fraction(90);
    private static final Kind<Double> EAGER = new Kinds.Fraction(95);
    private static final Kind<Duration> STALE = new Kinds.Time(Duration.ZERO, Durations.MAX);
    private static final Kind<Duration> SOFT_TIMEOUT = new Kinds.Time(Duration.ZERO, Duration.ofMinutes(10));
    private static final Kind<ValuesMode> VALUES = new Kinds.Choice<>(ValuesMode.values());
    private static final Kind<CodecFormat> CODEC = new Kinds.Choice<>(CodecFormat.values());
    /** It takes up to two and a half seconds to notice that nothing is heard. */
    private static final Kind<Duration> MAX_STALENESS = new Kinds.Time(Duration.ofSeconds(3), Durations.MAX);

    private static final Kind<Long> COMPRESS_ABOVE = new Kinds.Bytes(0, Kinds.GB);
    private static final Kind<Long> MAX_ENTRIES = new Kinds.Count(1_000_000_000);
    private static final Kind<Duration> BUDGET = new Kinds.Time(MILLISECOND, Duration.ofMinutes(10));

    static final Key<Boolean> ENABLED = Key.of("enabled", BOOL, TiercelConfig.DEFAULT.enabled());
    static final Key<Boolean> STRICT = Key.of("strict", BOOL, TiercelConfig.DEFAULT.strict());
    static final Key<Boolean> DRY_RUN = Key.of("dry-run", BOOL, TiercelConfig.DEFAULT.dryRun());
    static final Key<List<NamePattern>> BYPASS =
            Key.of("bypass", new Texts.MethodNames(), TiercelConfig.DEFAULT.bypass());
    static final Key<String> PREFIX = Key.of("prefix", new Texts.Prefix(), TiercelConfig.DEFAULT.prefix());

    static final Key<Set<ForeignAnnotations>> ANNOTATIONS =
            Key.of("annotations", new Kinds.Choices<>(ForeignAnnotations.class), TiercelConfig.DEFAULT.annotations());

    static final Key<Long> L1_MAX_BYTES = Key.of(
                    "l1.max-bytes", new Kinds.Bytes(Kinds.MB, Kinds.TB), L1Config.DEFAULT.maxBytes())
            .or("CACHE_SIZE_MB", new Kinds.Megabytes());
    static final Key<Duration> L1_CLOCK_INTERVAL =
            Key.of("l1.clock-interval", new Kinds.Time(MILLISECOND, SECOND), L1Config.DEFAULT.clockInterval());

    static final Key<Boolean> METRICS_ENABLED = Key.of("metrics.enabled", BOOL, MetricsConfig.DEFAULT.enabled());
    static final Key<Boolean> METRICS_JMX = Key.of("metrics.jmx", BOOL, MetricsConfig.DEFAULT.jmx());
    static final Key<Boolean> METRICS_MICROMETER =
            Key.of("metrics.micrometer", BOOL, MetricsConfig.DEFAULT.micrometer());
    static final Key<Integer> METRICS_PORT = Key.of("metrics.port", new Kinds.Int(0, 65_535), null);
    static final Key<String> METRICS_ADDRESS =
            Key.of("metrics.address", new Locations.Host(), MetricsConfig.DEFAULT.address());

    static final Key<Duration> DEFAULT_TTL = Key.of("defaults.ttl", TTL, CacheConfig.DEFAULT.ttl(), "CACHE_MAX_AGE");
    static final Key<Double> DEFAULT_TTL_JITTER =
            Key.of("defaults.ttl-jitter", JITTER, CacheConfig.DEFAULT.ttlJitter());
    static final Key<Duration> DEFAULT_NEGATIVE_TTL =
            Key.of("defaults.negative-ttl", TTL, CacheConfig.DEFAULT.negativeTtl());
    static final Key<Double> DEFAULT_EAGER_REFRESH =
            Key.of("defaults.eager-refresh", EAGER, CacheConfig.DEFAULT.eagerRefresh());
    static final Key<Duration> DEFAULT_STALE_IF_ERROR =
            Key.of("defaults.stale-if-error", STALE, CacheConfig.DEFAULT.staleIfError());
    static final Key<Duration> DEFAULT_LOADER_SOFT_TIMEOUT =
            Key.of("defaults.loader-soft-timeout", SOFT_TIMEOUT, CacheConfig.DEFAULT.loaderSoftTimeout());
    static final Key<ValuesMode> DEFAULT_VALUES = Key.of("defaults.values", VALUES, CacheConfig.DEFAULT.values());
    static final Key<CodecFormat> DEFAULT_CODEC = Key.of("defaults.codec", CODEC, CacheConfig.DEFAULT.codec());
    static final Key<Long> DEFAULT_COMPRESS_ABOVE =
            Key.of("defaults.compress-above", COMPRESS_ABOVE, CacheConfig.DEFAULT.compressAbove());
    static final Key<Duration> DEFAULT_MAX_STALENESS =
            Key.of("defaults.max-staleness", MAX_STALENESS, CacheConfig.DEFAULT.maxStaleness());
    static final Key<Long> DEFAULT_MAX_ENTRIES =
            Key.of("defaults.max-entries", MAX_ENTRIES, CacheConfig.DEFAULT.maxEntries());
    static final Key<Duration> DEFAULT_BUDGET = Key.of("defaults.budget", BUDGET, CacheConfig.DEFAULT.budget());

    static final Key<Boolean> CACHE_ENABLED = Key.of("enabled", BOOL, null);
    static final Key<Duration> CACHE_TTL = Key.of("ttl", TTL, null);
    static final Key<Double> CACHE_TTL_JITTER = Key.of("ttl-jitter", JITTER, null);
    static final Key<Duration> CACHE_NEGATIVE_TTL = Key.of("negative-ttl", TTL, null);
    static final Key<Double> CACHE_EAGER_REFRESH = Key.of("eager-refresh", EAGER, null);
    static final Key<Duration> CACHE_STALE_IF_ERROR = Key.of("stale-if-error", STALE, null);
    static final Key<Duration> CACHE_LOADER_SOFT_TIMEOUT = Key.of("loader-soft-timeout", SOFT_TIMEOUT, null);
    static final Key<ValuesMode> CACHE_VALUES = Key.of("values", VALUES, null);
    static final Key<CodecFormat> CACHE_CODEC = Key.of("codec", CODEC, null);
    static final Key<Long> CACHE_COMPRESS_ABOVE = Key.of("compress-above", COMPRESS_ABOVE, null);
    static final Key<Duration> CACHE_MAX_STALENESS = Key.of("max-staleness", MAX_STALENESS, null);
    static final Key<Long> CACHE_MAX_ENTRIES = Key.of("max-entries", MAX_ENTRIES, null);
    static final Key<Duration> CACHE_BUDGET = Key.of("budget", BUDGET, null);

    /** All but those of single caches, in the order in which they are shown. */
    static final List<Key<?>> ALL = all();

    /** Those of a single cache. */
    static final List<Key<?>> OF_CACHE = List.of(
            CACHE_ENABLED,
            CACHE_TTL,
            CACHE_TTL_JITTER,
            CACHE_NEGATIVE_TTL,
            CACHE_EAGER_REFRESH,
            CACHE_STALE_IF_ERROR,
            CACHE_LOADER_SOFT_TIMEOUT,
            CACHE_BUDGET,
            CACHE_MAX_ENTRIES,
            CACHE_VALUES,
            CACHE_CODEC,
            CACHE_COMPRESS_ABOVE,
            CACHE_MAX_STALENESS);

    /** What system properties begin with, and any name may: also the one block that may hold all others in YAML. */
    static final String PREFIX_OF_ALL = "tiercel.";

    static final String CACHES = "caches.";

    /** Where the file is: a name of ours that is no setting, as a file cannot name itself. */
    static final String CONFIG = "config";

    private static final Map<String, Key<?>> BY_NAME = new HashMap<>();

    static {
        for (Key<?> key : ALL) {
            BY_NAME.put(key.name(), key);
        }
    }

    private Keys() {}

    private static List<Key<?>> all() {
        List<Key<?>> all = new ArrayList<>(List.of(ENABLED, STRICT, DRY_RUN, BYPASS, PREFIX, ANNOTATIONS));
        all.addAll(RedisKeys.ALL);
        all.addAll(List.of(
                L1_MAX_BYTES,
                L1_CLOCK_INTERVAL,
                METRICS_ENABLED,
                METRICS_JMX,
                METRICS_MICROMETER,
                METRICS_PORT,
                METRICS_ADDRESS,
                DEFAULT_TTL,
                DEFAULT_TTL_JITTER,
                DEFAULT_NEGATIVE_TTL,
                DEFAULT_EAGER_REFRESH,
                DEFAULT_STALE_IF_ERROR,
                DEFAULT_LOADER_SOFT_TIMEOUT,
                DEFAULT_BUDGET,
                DEFAULT_MAX_ENTRIES,
                DEFAULT_VALUES,
                DEFAULT_CODEC,
                DEFAULT_COMPRESS_ABOVE,
                DEFAULT_MAX_STALENESS));
        return List.copyOf(all);
    }

    /** The key of a full name such as {@code redis.host} or {@code caches.Products.find.ttl}; null: unknown. */
    static @Nullable Key<?> find(String fullName) {
        String cache = cacheOf(fullName);
        if (cache.isEmpty()) {
            return BY_NAME.get(fullName);
        }
        String setting = fullName.substring(CACHES.length() + cache.length() + 1);
        for (Key<?> key : OF_CACHE) {
            if (key.name().equals(setting)) {
                return key;
            }
        }
        return null;
    }

    /** The cache of a full name: what stands before its last part, dots and all; empty: it is of no cache. */
    static String cacheOf(String fullName) {
        int end = fullName.lastIndexOf('.');
        return fullName.startsWith(CACHES) && end > CACHES.length() ? fullName.substring(CACHES.length(), end) : "";
    }

    static String withoutPrefix(String name) {
        return name.startsWith(PREFIX_OF_ALL) ? name.substring(PREFIX_OF_ALL.length()) : name;
    }

    /** {@code caches.products.ttl} */
    static String ofCache(String cache, Key<?> key) {
        return CACHES + cache + "." + key.name();
    }

    /** The known names among which an unknown one may have been meant. */
    static List<String> candidates(String fullName) {
        String cache = cacheOf(fullName);
        List<String> names = new ArrayList<>();
        ALL.forEach(key -> names.add(key.name()));
        names.add(CONFIG);
        if (!cache.isEmpty()) {
            OF_CACHE.forEach(key -> names.add(ofCache(cache, key)));
        }
        return names;
    }
}
