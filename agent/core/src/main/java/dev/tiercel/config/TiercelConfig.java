package dev.tiercel.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a user can set, checked.
 *
 * @param enabled false: the agent weaves nothing
 * @param strict true: a bad configuration keeps the application from starting, instead of leaving it uncached
 * @param dryRun true: nothing is woven, only told what would be
 * @param bypass methods that read, by the names that the log gives them, and that run uncached all the same
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
        boolean dryRun,
        List<NamePattern> bypass,
        String prefix,
        Set<ForeignAnnotations> annotations,
        RedisConfig redis,
        L1Config l1,
        MetricsConfig metrics,
        CacheConfig defaults,
        Map<String, CacheOverrides> caches,
        List<Rule> rules) {

    public TiercelConfig {
        bypass = List.copyOf(bypass);
        annotations = Set.copyOf(annotations);
        caches = Map.copyOf(caches);
        rules = List.copyOf(rules);
    }

    /** What a user has who sets nothing. */
    public static final TiercelConfig DEFAULT = new TiercelConfig(
            true,
            false,
            false,
            List.of(),
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

    /** True for a method that reads and is to run uncached. */
    public boolean isBypassed(String method) {
        return bypass.stream().anyMatch(pattern -> pattern.matches(method));
    }

    /** The same, but for what can only change with a new start: that is as it was before. */
    public TiercelConfig after(TiercelConfig before) {
        return new TiercelConfig(
                enabled,
                before.strict,
                before.dryRun,
                bypass,
                before.prefix,
                annotations,
                before.redis.enabled() ? redis : before.redis,
                new L1Config(l1.maxBytes(), before.l1.clockInterval()),
                before.metrics,
                defaults,
                caches,
                rules);
    }

    /** Whether a setting of that name can only change with a new start. */
    public static boolean needsRestart(String setting) {
        return setting.equals(Keys.STRICT.name())
                || setting.equals(Keys.DRY_RUN.name())
                || setting.equals(Keys.PREFIX.name())
                || setting.equals(Keys.L1_CLOCK_INTERVAL.name())
                || setting.startsWith("metrics.");
    }
}
