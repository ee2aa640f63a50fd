package dev.tiercel.config;

import java.time.Duration;

/**
 * Bounds of L1.
 *
 * @param maxBytes the most that all L1 caches together hold, by an estimate of their entries' size
 * @param clockInterval how often the coarse clock moves: the error of every TTL in L1, and what makes a hit cheap
 */
public record L1Config(long maxBytes, Duration clockInterval) {
    /** 200 MB and 10 ms. */
    public static final L1Config DEFAULT = new L1Config(200L << 20, Duration.ofMillis(10));
}
