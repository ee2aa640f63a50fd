package dev.tiercel.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every setting of Redis. Of one without a default the empty text says "none". */
final class RedisKeys {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final int PORT_OF_REDIS = 6379;
    private static final int PORT_OF_SENTINELS = 26379;

    private static final Kind<Boolean> BOOL = new Kinds.Bool();
    private static final Kind<String> NAME = new Texts.Name();
    private static final Kind<String> PASSWORD_TEXT = new Texts.Password();
    private static final Kind<Path> FILE = new Locations.FilePath();

    static final Key<Boolean> ENABLED = Key.of("redis.enabled", BOOL, RedisConfig.DEFAULT.enabled(), "REDIS_ENABLED");

    static final Key<RedisAddress> URL = Key.of("redis.url", new Locations.Address(), null, "REDIS_URL", "REDIS_ADDR");
    static final Key<String> HOST = Key.of(
            "redis.host",
            new Locations.Host(),
            RedisTarget.DEFAULT.nodes().get(0).host(),
            "REDIS_HOST");
    static final Key<Integer> PORT = Key.of(
            "redis.port",
            new Kinds.Int(1, 65_535),
            RedisTarget.DEFAULT.nodes().get(0).port(),
            "REDIS_PORT");
    static final Key<List<Endpoint>> NODES = Key.of("redis.nodes", new Locations.Endpoints(PORT_OF_REDIS), null);
    static final Key<Path> SOCKET = Key.of("redis.socket", new Locations.Socket(), null);
    static final Key<List<Endpoint>> SENTINELS =
            Key.of("redis.sentinels", new Locations.Endpoints(PORT_OF_SENTINELS), null, "REDIS_SENTINELS");
    static final Key<String> SENTINEL_MASTER = Key.of("redis.sentinel-master", NAME, null, "REDIS_SENTINEL_MASTER");
    static final Key<String> SENTINEL_USERNAME = Key.of("redis.sentinel-username", NAME, null);
    static final Key<String> SENTINEL_PASSWORD = Key.of("redis.sentinel-password", PASSWORD_TEXT, null);

    static final Key<RedisTopology> TOPOLOGY =
            Key.of("redis.topology", new Kinds.Choice<>(RedisTopology.values()), RedisTarget.DEFAULT.topology());
    static final Key<Integer> DATABASE =
            Key.of("redis.database", new Kinds.Int(0, 65_535), RedisTarget.DEFAULT.database(), "REDIS_DB");
    static final Key<ReadFrom> READ_FROM =
            Key.of("redis.read-from", new Kinds.Choice<>(ReadFrom.values()), RedisTarget.DEFAULT.readFrom());
    static final Key<Integer> EXPECTED_NODES =
            Key.of("redis.expected-nodes", new Kinds.Int(0, 1_000), RedisTarget.DEFAULT.expectedNodes());
    static final Key<URI> PROXY_STATS = Key.of("redis.proxy-stats", new Locations.Page(), null);
    static final Key<Map<Endpoint, Endpoint>> ADDRESS_MAP =
            Key.of("redis.address-map", new Locations.EndpointMap(), null);

    static final Key<String> USERNAME = Key.of("redis.username", NAME, null, "REDIS_USERNAME");
    static final Key<String> PASSWORD = Key.of("redis.password", PASSWORD_TEXT, null, "REDIS_PASSWORD");
    static final Key<Path> PASSWORD_FILE = Key.of("redis.password-file", FILE, null);
    static final Key<String> PASSWORD_COMMAND = Key.of("redis.password-command", new Texts.Command(), null);

    static final Key<Boolean> TLS = Key.of("redis.tls", BOOL, RedisTls.OFF.enabled(), "REDIS_TLS");
    static final Key<Boolean> TLS_VERIFY = Key.of("redis.tls-verify", BOOL, RedisTls.OFF.verify());
    static final Key<Path> TLS_CA_FILE = Key.of("redis.tls-ca-file", FILE, null);
    static final Key<Path> TLS_CERTIFICATE_FILE = Key.of("redis.tls-certificate-file", FILE, null);
    static final Key<Path> TLS_KEY_FILE = Key.of("redis.tls-key-file", FILE, null);

    static final Key<Duration> CONNECT_TIMEOUT =
            time("redis.connect-timeout", Duration.ofMillis(10), MINUTE, RedisTimes.DEFAULT.connectTimeout());
    static final Key<Duration> DEADLINE = time("redis.deadline", MILLISECOND, MINUTE, RedisTimes.DEFAULT.deadline());
    static final Key<Duration> RECONNECT_MAX =
            time("redis.reconnect-max", Duration.ofMillis(10), MINUTE, RedisTimes.DEFAULT.reconnectMax());
    static final Key<Duration> HEARTBEAT =
            time("redis.heartbeat", Duration.ofMillis(100), MINUTE, RedisTimes.DEFAULT.heartbeat());
    static final Key<Duration> TOPOLOGY_REFRESH =
            time("redis.topology-refresh", Duration.ofMillis(100), HOUR, RedisTimes.DEFAULT.topologyRefresh());
    static final Key<Duration> REPLAY_WINDOW =
            time("redis.replay-window", SECOND, HOUR, RedisTimes.DEFAULT.replayWindow());
    static final Key<Duration> FENCE_LEASE = time("redis.fence-lease", SECOND, HOUR, RedisTimes.DEFAULT.fenceLease());
    static final Key<Integer> REQUEST_QUEUE =
            Key.of("redis.request-queue", new Kinds.Int(1, 1_000_000), RedisConfig.DEFAULT.requestQueue());

    /** In the order in which they are shown. */
    static final List<Key<?>> ALL = List.of(
            ENABLED,
            URL,
            HOST,
            PORT,
            NODES,
            SOCKET,
            SENTINELS,
            SENTINEL_MASTER,
            SENTINEL_USERNAME,
            SENTINEL_PASSWORD,
            TOPOLOGY,
            DATABASE,
            READ_FROM,
            EXPECTED_NODES,
            PROXY_STATS,
            ADDRESS_MAP,
            USERNAME,
            PASSWORD,
            PASSWORD_FILE,
            PASSWORD_COMMAND,
            TLS,
            TLS_VERIFY,
            TLS_CA_FILE,
            TLS_CERTIFICATE_FILE,
            TLS_KEY_FILE,
            CONNECT_TIMEOUT,
            DEADLINE,
            RECONNECT_MAX,
            HEARTBEAT,
            TOPOLOGY_REFRESH,
            REPLAY_WINDOW,
            FENCE_LEASE,
            REQUEST_QUEUE);

    private RedisKeys() {}

    private static Key<Duration> time(String name, Duration min, Duration max, Duration fallback) {
        return Key.of(name, new Kinds.Time(min, max), fallback);
    }
}
