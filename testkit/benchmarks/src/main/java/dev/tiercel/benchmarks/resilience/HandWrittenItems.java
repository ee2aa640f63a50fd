package dev.tiercel.benchmarks.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tiercel.Outcome;
import dev.tiercel.testkit.RedisTopology;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisStringAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a careful hand writes without the agent: Caffeine over one Lettuce client that is set up for failures. Commands
 * are rejected while there is no connection, time out after 250 ms, and every failure is a miss.
 */
final class HandWrittenItems implements Subject {
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final Duration CONNECT = Duration.ofMillis(500);

    private final Cache<Integer, Item> l1 = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMillis(TTL_MILLIS))
            .maximumSize(L1_ENTRIES)
            .build();
    private final RedisStringAsyncCommands<String, byte[]> l2;
    private final ObjectReader reader = new JsonMapper().readerFor(Item.class);
    private final ObjectWriter writer = new JsonMapper().writerFor(Item.class);

    HandWrittenItems(RedisTopology.Kind kind, String uri) {
        ClientResources resources = ClientResources.builder()
                .reconnectDelay(Delay.fullJitter(Duration.ofMillis(10), CONNECT, 10, TimeUnit.MILLISECONDS))
                .build();
        RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
        if (kind == RedisTopology.Kind.CLUSTER) {
            List<RedisURI> seeds = RedisClusterURIUtil.toRedisURIs(URI.create(uri));
            seeds.forEach(seed -> seed.setTimeout(CONNECT)); // The refresh of the topology takes it from here.
            RedisClusterClient client = RedisClusterClient.create(resources, seeds);
            client.setOptions(ClusterClientOptions.builder(options())
                    .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                            .adaptiveRefreshTriggersTimeout(Duration.ofMillis(200))
                            .refreshTriggersReconnectAttempts(2)
                            .enablePeriodicRefresh(Duration.ofSeconds(1))
                            .build())
                    .build());
            l2 = client.connect(codec).async();
        } else {
            RedisURI server = RedisURI.create(uri);
            server.setTimeout(CONNECT);
            server.getSentinels().forEach(sentinel -> sentinel.setTimeout(CONNECT));
            RedisClient client = RedisClient.create(resources, server);
            client.setOptions(options());
            l2 = client.connect(codec).async();
        }
    }

    private static ClientOptions options() {
        return ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT)
                        .keepAlive(SocketOptions.KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(5))
                                .interval(Duration.ofSeconds(1))
                                .count(3)
                                .build())
                        .build())
                .requestQueueSize(5_000)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build();
    }

    @Override
    public Answer find(int id) throws InterruptedException {
        Item known = l1.getIfPresent(id);
        if (known != null) {
            return new Answer(known, Outcome.L1);
        }
        Item stored = stored(id);
        if (stored != null) {
            l1.put(id, stored);
            return new Answer(stored, Outcome.L2);
        }
        Item loaded = Item.load(id);
        l1.put(id, loaded);
        store(id, loaded);
        return new Answer(loaded, Outcome.LOADER);
    }

    private @Nullable Item stored(int id) throws InterruptedException {
        try {
            byte[] bytes = l2.get(key(id)).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return bytes == null ? null : reader.readValue(bytes);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return null; // Whatever is wrong with Redis, the source has it.
        }
    }

    private void store(int id, Item item) {
        try {
            RedisFuture<String> unused =
                    l2.set(key(id), writer.writeValueAsBytes(item), SetArgs.Builder.px(TTL_MILLIS));
        } catch (RuntimeException e) {
            // It is in L1.
        }
    }

    private static String key(int id) {
        return "by-hand:" + CACHE + ":" + id;
    }
}
