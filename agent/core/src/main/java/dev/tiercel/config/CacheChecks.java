package dev.tiercel.config;

import java.util.Map;

/** Tells of settings of caches each of which is right, and which do nothing together. */
final class CacheChecks {
    private final Settings settings;
    private final Problems problems;

    CacheChecks(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Not of a cache that only takes over what the defaults say: one line is enough. */
    void check(CacheConfig defaults, Map<String, CacheOverrides> caches) {
        if (isIdle(defaults) && caches.values().stream().allMatch(cache -> isIdle(cache.over(defaults)))) {
            tell(Keys.DEFAULT_LOADER_SOFT_TIMEOUT.name(), Keys.DEFAULT_STALE_IF_ERROR.name());
        }
        caches.forEach((name, said) -> {
            if (said.loaderSoftTimeout() != null && isIdle(said.over(defaults))) {
                tell(
                        Keys.ofCache(name, Keys.CACHE_LOADER_SOFT_TIMEOUT),
                        said.staleIfError() == null
                                ? Keys.DEFAULT_STALE_IF_ERROR.name()
                                : Keys.ofCache(name, Keys.CACHE_STALE_IF_ERROR));
            }
        });
    }

    /** Where no entry is kept past its ttl, there is none that could answer instead of a slow load. */
    private static boolean isIdle(CacheConfig cache) {
        return !cache.loaderSoftTimeout().isZero() && cache.staleIfError().isZero();
    }

    private void tell(String timeout, String stale) {
        problems.warning(settings.said(timeout) + " does nothing with " + settings.said(stale)
                + ": no stale entry is kept to answer with, unless a method's annotation says staleIfError");
    }
}
