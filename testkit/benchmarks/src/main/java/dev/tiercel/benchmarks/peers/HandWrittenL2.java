package dev.tiercel.benchmarks.peers;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Redis by hand: one Lettuce connection for all threads and Jackson as it comes, set up for failures. Commands are
 * rejected while there is no connection, time out, and every failure is a miss; a write is not waited for.
 */
final class HandWrittenL2 implements AutoCloseable {
    private static final ObjectReader READER = new JsonMapper().readerFor(Item.class);
    private static final ObjectWriter WRITER = new JsonMapper().writerFor(Item.class);

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;

    HandWrittenL2(Setting setting) {
        client = RedisClient.create(RedisURI.builder()
                .withHost(setting.host())
                .withPort(setting.port())
                .withTimeout(setting.timeout())
                .build());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(setting.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofMillis(500))
                        .build())
                .build());
        connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    @Nullable
    Item get(String key) {
        try {
            byte[] bytes = connection.sync().get(name(key));
            return bytes == null ? null : READER.readValue(bytes);
        } catch (RuntimeException e) {
            return null; // Whatever is wrong with Redis, the source has it.
        }
    }

    void put(String key, Item item) {
        try {
            RedisFuture<String> unused = connection
                    .async()
                    .set(name(key), WRITER.writeValueAsBytes(item), SetArgs.Builder.ex(Setting.TTL_SECONDS));
        } catch (RuntimeException e) {
            // It is in L1.
        }
    }

    private static String name(String key) {
        return "by-hand:items:" + key;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
