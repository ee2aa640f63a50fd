package dev.tiercel.sample.events;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A connection to one run of one Redis server, by which is published and heard: RESP3 allows both on the same one. It is
 * never opened again by itself: behind a proxy it might come to another server. Thread-safe.
 */
final class RedisLink implements AutoCloseable {
    /** What goes beyond is dropped: events are for now, and a server that does not answer shall not fill the memory. */
    private static final int MOST_OUTSTANDING = 1_000;

    private final StatefulRedisPubSubConnection<String, String> connection;
    private final String runId;
    private final boolean inCluster;
    private final Semaphore free = new Semaphore(MOST_OUTSTANDING);

    private RedisLink(StatefulRedisPubSubConnection<String, String> connection, String info) {
        this.connection = connection;
        this.runId = field(info, "run_id");
        this.inCluster = field(info, "redis_mode").equals("cluster");
    }

    /**
     * Waits for it, as long as the address says.
     *
     * @throws RedisException where there is no connection to be had
     */
    static RedisLink open(RedisClient client, RedisURI address) {
        var connection = client.connectPubSub(StringCodec.UTF8, address);
        try {
            return new RedisLink(connection, connection.sync().info("server"));
        } catch (RuntimeException e) {
            var unused = connection.closeAsync();
            throw e;
        }
    }

    /** Of a server process: another one has another, also after a restart. */
    String runId() {
        return runId;
    }

    /** Whether what is published on this server is heard on others. */
    boolean isInCluster() {
        return inCluster;
    }

    /** Waits until the server has it. */
    void subscribe(String channel, Consumer<String> heard) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String text) {
                heard.accept(text);
            }
        });
        connection.sync().subscribe(channel);
    }

    void onLoss(Runnable told) {
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                told.run();
            }
        });
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Whether the server answers; false after the timeout of the address at the latest. */
    CompletableFuture<Boolean> answers() {
        return connection.async().ping().toCompletableFuture().handle((pong, failure) -> failure == null);
    }

    /** Does not wait. */
    void publish(String channel, String text) {
        if (!free.tryAcquire()) {
            return;
        }
        try {
            var unused = connection.async().publish(channel, text).whenComplete((heard, failure) -> free.release());
        } catch (RedisException closed) {
            free.release();
        }
    }

    @Override
    public void close() {
        var unused = connection.closeAsync();
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
