package dev.tiercel.benchmarks.l2;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** What one writes without the agent: GET over one connection for all threads, and Jackson as it comes. */
final class HandWrittenArticles implements AutoCloseable {
    private final ClientResources resources = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final JsonMapper mapper = new JsonMapper();
    private final ObjectReader reader = mapper.readerFor(Article.class);
    private final ObjectWriter writer = mapper.writerFor(Article.class);

    HandWrittenArticles(String host, int port, Duration timeout) {
        client = RedisClient.create(
                resources,
                RedisURI.builder()
                        .withHost(host)
                        .withPort(port)
                        .withTimeout(timeout)
                        .build());
        client.setOptions(ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .build());
        connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    Article find(long id) {
        byte[] bytes = connection.sync().get(key(id));
        if (bytes == null) {
            throw new IllegalStateException("article " + id + " was not found in Redis: this run measures nothing");
        }
        return reader.readValue(bytes);
    }

    List<Article> findAll(List<Long> ids) {
        String[] keys = ids.stream().map(HandWrittenArticles::key).toArray(String[]::new);
        List<Article> articles = new ArrayList<>(keys.length);
        for (KeyValue<String, byte[]> each : connection.sync().mget(keys)) {
            articles.add(reader.readValue(each.getValue()));
        }
        return articles;
    }

    void fill(int count) throws Exception {
        List<Future<String>> writes = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            writes.add(connection.async().set(key(id), writer.writeValueAsBytes(Article.number(id))));
        }
        for (Future<String> write : writes) {
            write.get();
        }
    }

    private static String key(long id) {
        return "by-hand:articles:" + id;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown().awaitUninterruptibly(2_000);
    }
}
