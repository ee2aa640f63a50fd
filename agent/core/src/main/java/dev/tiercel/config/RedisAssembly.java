package dev.tiercel.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of Redis. */
final class RedisAssembly {
    /** A node that answers every heartbeat but two in a row must not count as out of sight. */
    private static final int HEARTBEATS_IN_A_LEASE = 3;

    private final Settings settings;
    private final Problems problems;

    RedisAssembly(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Whether settings fit together and files are there is asked only if Redis is. */
    RedisConfig config() {
        boolean enabled = settings.get(RedisKeys.ENABLED);
        RedisTlsFiles tls = new RedisTlsFiles(settings, problems);
        RedisConfig config = new RedisConfig(
                enabled,
                target(),
                new RedisLogins(settings, problems).login(),
                enabled ? tls.checkedTls() : tls.tls(),
                times(),
                settings.get(RedisKeys.REQUEST_QUEUE));
        if (enabled) {
            new RedisChecks(settings, problems).check(config);
        }
        return config;
    }

    private RedisTarget target() {
        List<Endpoint> nodes = orNone(settings.find(RedisKeys.NODES));
        Endpoint one = new Endpoint(settings.get(RedisKeys.HOST), settings.get(RedisKeys.PORT));
        return new RedisTarget(
                settings.get(RedisKeys.TOPOLOGY),
                nodes.isEmpty() ? List.of(one) : nodes,
                path(settings.find(RedisKeys.SOCKET)),
                orNone(settings.find(RedisKeys.SENTINELS)),
                text(settings.find(RedisKeys.SENTINEL_MASTER)),
                settings.get(RedisKeys.DATABASE),
                settings.get(RedisKeys.READ_FROM),
                settings.get(RedisKeys.EXPECTED_NODES),
                page(settings.find(RedisKeys.PROXY_STATS)),
                orNone(settings.find(RedisKeys.ADDRESS_MAP)));
    }

    private RedisTimes times() {
        return new RedisTimes(
                settings.get(RedisKeys.CONNECT_TIMEOUT),
                settings.get(RedisKeys.DEADLINE),
                settings.get(RedisKeys.RECONNECT_MAX),
                settings.get(RedisKeys.HEARTBEAT),
                settings.get(RedisKeys.TOPOLOGY_REFRESH),
                settings.get(RedisKeys.REPLAY_WINDOW),
                lease());
    }

    /** Repaired rather than refused: a long heartbeat alone, with the default lease, is no nonsense. */
    private Duration lease() {
        Duration lease = settings.get(RedisKeys.FENCE_LEASE);
        Duration shortest = settings.get(RedisKeys.HEARTBEAT).multipliedBy(HEARTBEATS_IN_A_LEASE);
        if (lease.compareTo(shortest) > 0) {
            return lease;
        }
        Duration repaired = settings.get(RedisKeys.HEARTBEAT).multipliedBy(HEARTBEATS_IN_A_LEASE + 1);
        problems.warning(settings.said(RedisKeys.FENCE_LEASE) + " has to be longer than three times "
                + settings.said(RedisKeys.HEARTBEAT) + "; " + Durations.format(repaired) + " is used");
        return repaired;
    }

    private static List<Endpoint> orNone(@Nullable List<Endpoint> endpoints) {
        return endpoints == null ? List.of() : endpoints;
    }

    private static Map<Endpoint, Endpoint> orNone(@Nullable Map<Endpoint, Endpoint> map) {
        return map == null ? Map.of() : map;
    }

    /** Empty says "none", so that a stronger source can take back what a weaker one says. */
    static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static @Nullable Path path(@Nullable Path path) {
        return path == null || path.toString().isEmpty() ? null : path;
    }

    private static @Nullable URI page(@Nullable URI page) {
        return page == null || page.toString().isEmpty() ? null : page;
    }
}
