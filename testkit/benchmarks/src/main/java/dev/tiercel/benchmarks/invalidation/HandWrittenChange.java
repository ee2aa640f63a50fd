package dev.tiercel.benchmarks.invalidation;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;

/** What one writes without the agent: UNLINK and PUBLISH, sent together over one connection for all threads, and waited for. */
final class HandWrittenChange implements Change {
    private final ClientResources resources = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    HandWrittenChange(String uri) {
        client = RedisClient.create(resources, RedisURI.create(uri));
        connection = client.connect();
    }

    @Override
    public void changed(long id) throws Exception {
        String key = "by-hand:changes:" + id;
        RedisFuture<Long> dropped = connection.async().unlink(key);
        RedisFuture<Long> told = connection.async().publish("by-hand:changes", key);
        dropped.get();
        told.get();
    }

    @Override
    public void close() {
        client.shutdown();
        var unused = resources.shutdown();
    }
}
