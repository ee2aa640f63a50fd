package dev.tiercel.readthrough;

import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CodecFormat;
import dev.tiercel.config.ValuesMode;
import java.time.Duration;

/** How a cache behaves in a test: no jitter, nothing eager or stale, and what the test says. */
final class Behaviour {
    private Duration ttl = Corridor.TTL;
    private double ttlJitter;
    private Duration negativeTtl = Corridor.TTL;
    private double eagerRefresh;
    private Duration staleIfError = Duration.ZERO;
    private Duration loaderSoftTimeout = Duration.ZERO;
    private Duration budget = Duration.ofSeconds(30);
    private long maxEntries = 1_000;
    private ValuesMode values = ValuesMode.AUTO;

    Behaviour ttl(Duration set) {
        ttl = set;
        return this;
    }

    Behaviour ttlJitter(double set) {
        ttlJitter = set;
        return this;
    }

    Behaviour negativeTtl(Duration set) {
        negativeTtl = set;
        return this;
    }

    Behaviour eagerRefresh(double set) {
        eagerRefresh = set;
        return this;
    }

    Behaviour staleIfError(Duration set) {
        staleIfError = set;
        return this;
    }

    Behaviour loaderSoftTimeout(Duration set) {
        loaderSoftTimeout = set;
        return this;
    }

    Behaviour budget(Duration set) {
        budget = set;
        return this;
    }

    Behaviour maxEntries(long set) {
        maxEntries = set;
        return this;
    }

    Behaviour values(ValuesMode set) {
        values = set;
        return this;
    }

    CacheConfig config() {
        return new CacheConfig(
                ttl,
                ttlJitter,
                negativeTtl,
                eagerRefresh,
                staleIfError,
                loaderSoftTimeout,
                budget,
                maxEntries,
                values,
                CodecFormat.JSON,
                Long.MAX_VALUE,
                Duration.ofSeconds(10));
    }
}
