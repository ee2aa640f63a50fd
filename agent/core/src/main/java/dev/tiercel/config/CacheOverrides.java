package dev.tiercel.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of one cache; null: nothing. See {@link CacheConfig} for the meaning of each.
 *
 * @param enabled false: methods of this cache run uncached
 * @param ttl wins over the annotation's
 */
public record CacheOverrides(
        boolean enabled,
        @Nullable Duration ttl,
        @Nullable Double ttlJitter,
        @Nullable Long maxEntries,
        @Nullable Duration budget) {

    /** Nothing is said. */
    public static final CacheOverrides NONE = new CacheOverrides(true, null, null, null, null);

    /**
     * The cache's behaviour: these settings, else the annotation's ttl, else the defaults.
     *
     * @param annotatedTtl null: the annotation has none
     */
    public CacheConfig over(CacheConfig defaults, @Nullable Duration annotatedTtl) {
        return new CacheConfig(
                ttl != null ? ttl : annotatedTtl != null ? annotatedTtl : defaults.ttl(),
                ttlJitter != null ? ttlJitter : defaults.ttlJitter(),
                maxEntries != null ? maxEntries : defaults.maxEntries(),
                budget != null ? budget : defaults.budget());
    }
}
