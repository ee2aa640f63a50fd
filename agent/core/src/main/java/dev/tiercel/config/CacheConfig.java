package dev.tiercel.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a cache behaves.
 *
 * @param ttl how long an entry is fresh; an upper bound, jitter only shortens it
 * @param ttlJitter by how much of the ttl, at most, an entry's time is shortened at random: 0.0 to 0.9
 * @param negativeTtl how long the answer "there is nothing" is fresh, if the ttl is not shorter
 * @param eagerRefresh after which part of the ttl a hit has the entry loaded anew in the background; 0: never
 * @param staleIfError how long after its ttl an entry may answer because the method failed or was slow; zero: never
 * @param loaderSoftTimeout after how long a load is slow enough for a stale entry to answer; zero: never
 * @param budget the most that one call waits for anything of ours
 * @param maxEntries the most entries in L1
 * @param values how callers get the values that L1 keeps
 * @param codec how values are written in L2
 * @param compressAbove values of more bytes than this are compressed in L2
 * @param maxStaleness how long an entry of L1 may answer while what other instances drop is not heard
 */
public record CacheConfig(
        Duration ttl,
        double ttlJitter,
        Duration negativeTtl,
        double eagerRefresh,
        Duration staleIfError,
        Duration loaderSoftTimeout,
        Duration budget,
        long maxEntries,
        ValuesMode values,
        CodecFormat codec,
        long compressAbove,
        Duration maxStaleness) {

    /** What a user has who sets nothing; docs/loads.md says why. */
    public static final CacheConfig DEFAULT = new CacheConfig(
            Duration.ofMinutes(5),
            0.1,
            Duration.ofMinutes(1),
            0,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(5),
            100_000,
            ValuesMode.AUTO,
            CodecFormat.JSON,
            16 << 10,
            Duration.ofSeconds(10));

    /** How long an entry has to be kept, fresh and stale. */
    public Duration keptFor(Duration freshFor) {
        return freshFor.plus(staleIfError);
    }

    /** Each value as a user would write it, by the name of its setting. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, Keys.CACHE_TTL, ttl);
        put(texts, Keys.CACHE_TTL_JITTER, ttlJitter);
        put(texts, Keys.CACHE_NEGATIVE_TTL, negativeTtl);
        put(texts, Keys.CACHE_EAGER_REFRESH, eagerRefresh);
        put(texts, Keys.CACHE_STALE_IF_ERROR, staleIfError);
        put(texts, Keys.CACHE_LOADER_SOFT_TIMEOUT, loaderSoftTimeout);
        put(texts, Keys.CACHE_BUDGET, budget);
        put(texts, Keys.CACHE_MAX_ENTRIES, maxEntries);
        put(texts, Keys.CACHE_VALUES, values);
        put(texts, Keys.CACHE_CODEC, codec);
        put(texts, Keys.CACHE_COMPRESS_ABOVE, compressAbove);
        put(texts, Keys.CACHE_MAX_STALENESS, maxStaleness);
        return texts;
    }

    private static <T> void put(Map<String, String> texts, Key<T> key, T value) {
        texts.put(key.name(), key.kind().show(value));
    }
}
