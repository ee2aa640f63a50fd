package dev.tiercel.config;

import java.time.Duration;

/**
 * How a cache behaves.
 *
 * @param ttl how long an entry is fresh; an upper bound, jitter only shortens it
 * @param ttlJitter by how much of the ttl, at most, an entry's time is shortened at random: 0.0 to 0.9
 * @param maxEntries the most entries in L1
 * @param budget the most that one call waits for another one's load of the same key before it loads for itself
 */
public record CacheConfig(Duration ttl, double ttlJitter, long maxEntries, Duration budget) {
    /** Five minutes, 10 %, 100,000 entries, five seconds. */
    public static final CacheConfig DEFAULT =
            new CacheConfig(Duration.ofMinutes(5), 0.1, 100_000, Duration.ofSeconds(5));
}
