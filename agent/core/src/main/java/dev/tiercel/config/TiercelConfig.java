package dev.tiercel.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a user can set, checked.
 *
 * @param enabled false: the agent weaves nothing
 * @param strict true: a bad configuration keeps the application from starting, instead of leaving it uncached
 * @param prefix the first part of every key in Redis
 * @param annotations whose annotations count beside our own
 * @param redis where L2 is and how long it may take
 * @param l1 bounds of the caches in this process, all together
 * @param metrics what is counted, and who is told
 * @param defaults how a cache behaves of which nothing else is said
 * @param caches what is said of single caches, by name, or by its spelling in the environment ({@code PRODUCTS_FIND})
 * @param rules what is done with methods without annotations, the strongest first
 */
public record TiercelConfig(
        boolean enabled,
        boolean strict,
        String prefix,
        Set<ForeignAnnotations> annotations,
        RedisConfig redis,
        L1Config l1,
        MetricsConfig metrics,
        CacheConfig defaults,
        Map<String, CacheOverrides> caches,
        List<Rule> rules) {

    public TiercelConfig {
        annotations = Set.copyOf(annotations);
        caches = Map.copyOf(caches);
        rules = List.copyOf(rules);
    }

    /** What a user has who sets nothing. */
    public static final TiercelConfig DEFAULT = new TiercelConfig(
            true,
            false,
            "tiercel",
            Set.of(),
            RedisConfig.DEFAULT,
            L1Config.DEFAULT,
            MetricsConfig.DEFAULT,
            CacheConfig.DEFAULT,
            Map.of(),
            List.of());

    /** What is said of the cache of this name, else of its spelling in the environment, else nothing. */
    public CacheOverrides overridesOf(String cache) {
        CacheOverrides exact = caches.get(cache);
        return exact != null ? exact : caches.getOrDefault(Key.spelled(cache), CacheOverrides.NONE);
    }
}
