package dev.tiercel.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration, or an annotation, says of one cache; null: nothing. See {@link CacheConfig} for the meaning of
 * each.
 *
 * @param enabled false: methods of this cache run uncached
 */
public record CacheOverrides(
        @Nullable Boolean enabled,
        @Nullable Duration ttl,
        @Nullable Double ttlJitter,
        @Nullable Duration negativeTtl,
        @Nullable Double eagerRefresh,
        @Nullable Duration staleIfError,
        @Nullable Duration loaderSoftTimeout,
        @Nullable Duration budget,
        @Nullable Long maxEntries,
        @Nullable ValuesMode values,
        @Nullable CodecFormat codec,
        @Nullable Long compressAbove,
        @Nullable Duration maxStaleness) {

    /** Nothing is said. */
    public static final CacheOverrides NONE =
            new CacheOverrides(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * What texts say, each by the name of its setting ({@code ttl}, {@code negative-ttl}, ...), in the words and bounds
     * of the configuration: of an annotation, or a rule.
     *
     * @throws IllegalArgumentException with one line for the user: the name, the text, what is wrong with it and what
     *     is allowed
     */
    public static CacheOverrides parse(Map<String, String> texts) {
        return new CacheTexts.Written(texts).overrides();
    }

    /** What is said here, else what the weaker source says. */
    public CacheOverrides over(CacheOverrides weaker) {
        return new CacheOverrides(
                either(enabled, weaker.enabled),
                either(ttl, weaker.ttl),
                either(ttlJitter, weaker.ttlJitter),
                either(negativeTtl, weaker.negativeTtl),
                either(eagerRefresh, weaker.eagerRefresh),
                either(staleIfError, weaker.staleIfError),
                either(loaderSoftTimeout, weaker.loaderSoftTimeout),
                either(budget, weaker.budget),
                either(maxEntries, weaker.maxEntries),
                either(values, weaker.values),
                either(codec, weaker.codec),
                either(compressAbove, weaker.compressAbove),
                either(maxStaleness, weaker.maxStaleness));
    }

    /** The cache's behaviour: what is said here, else the defaults. */
    public CacheConfig over(CacheConfig defaults) {
        return new CacheConfig(
                sure(ttl, defaults.ttl()),
                sure(ttlJitter, defaults.ttlJitter()),
                sure(negativeTtl, defaults.negativeTtl()),
                sure(eagerRefresh, defaults.eagerRefresh()),
                sure(staleIfError, defaults.staleIfError()),
                sure(loaderSoftTimeout, defaults.loaderSoftTimeout()),
                sure(budget, defaults.budget()),
                sure(maxEntries, defaults.maxEntries()),
                sure(values, defaults.values()),
                sure(codec, defaults.codec()),
                sure(compressAbove, defaults.compressAbove()),
                sure(maxStaleness, defaults.maxStaleness()));
    }

    /** False: the cache is switched off. */
    public boolean isOn() {
        return enabled == null || enabled;
    }

    private static <T> @Nullable T either(@Nullable T strong, @Nullable T weak) {
        return strong != null ? strong : weak;
    }

    private static <T> T sure(@Nullable T said, T otherwise) {
        return said != null ? said : otherwise;
    }

    /** The same, with that ttl. */
    public CacheOverrides withTtl(@Nullable Duration other) {
        return new CacheOverrides(
                enabled,
                other,
                ttlJitter,
                negativeTtl,
                eagerRefresh,
                staleIfError,
                loaderSoftTimeout,
                budget,
                maxEntries,
                values,
                codec,
                compressAbove,
                maxStaleness);
    }
}
