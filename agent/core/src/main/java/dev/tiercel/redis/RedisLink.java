package dev.tiercel.redis;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.L2Store;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to the server: opened, and opened again after every loss, by one loop on one thread of its own, which
 * is also the thread that loads the client library. Each attempt asks for the server's address anew. Thread-safe.
 */
final class RedisLink implements AutoCloseable {
    private static final long SHORTEST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final long CLOSE_MILLIS = 2_000;

    private final RedisConfig config;
    private final RedisThreads threads = new RedisThreads();
    private final ScheduledThreadPoolExecutor loop = new ScheduledThreadPoolExecutor(1, threads);
    private final AtomicReference<@Nullable StatefulRedisConnection<String, byte[]>> current = new AtomicReference<>();

    // Of the loop's thread alone.
    private @Nullable RedisClient client;
    private int failedAttempts;

    RedisLink(RedisConfig config) {
        this.config = config;
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start(L2Store.Listener listener) {
        onLoop(0, () -> connect(listener));
    }

    /** Fails where there is no connection. */
    RedisAsyncCommands<String, byte[]> commands() {
        StatefulRedisConnection<String, byte[]> connection = current.get();
        if (connection == null) {
            throw L2Failure.outage("disconnected");
        }
        return connection.async();
    }

    void reconnect() {
        StatefulRedisConnection<String, byte[]> connection = current.get();
        if (connection != null) {
            var unused = connection.closeAsync();
        }
    }

    private void connect(L2Store.Listener listener) {
        try {
            RedisClient opener = client(listener);
            var unused = opener.connectAsync(
                            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), RedisClients.uri(config))
                    .whenComplete((connection, failure) -> onLoop(0, () -> connected(listener, connection, failure)));
        } catch (RuntimeException | LinkageError e) {
            connected(listener, null, e);
        }
    }

    private void connected(
            L2Store.Listener listener,
            @Nullable StatefulRedisConnection<String, byte[]> connection,
            @Nullable Throwable failure) {
        if (connection == null) {
            failedAttempts++;
            listener.disconnected(RedisTrouble.of(failure == null ? L2Failure.timedOut() : failure)
                    .reason());
            onLoop(pauseMillis(), () -> connect(listener));
            return;
        }
        failedAttempts = 0;
        current.set(connection);
        listener.connected();
        if (!connection.isOpen()) {
            lost(listener, connection); // before anyone listened
        }
    }

    private void lost(L2Store.Listener listener, Object connection) {
        StatefulRedisConnection<String, byte[]> known = current.get();
        // Only the first to notice goes on; and an attempt that broke off has its own way to say so.
        if (known != null && known == connection && current.compareAndSet(known, null)) {
            listener.disconnected("disconnected");
            var unused = known.closeAsync();
            onLoop(pauseMillis(), () -> connect(listener));
        }
    }

    /** Doubles with each failed attempt, and is cut at random, so that a returning server does not meet all clients at once. */
    private long pauseMillis() {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << Math.min(failedAttempts, 10));
        return ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, longest + 1);
    }

    private RedisClient client(L2Store.Listener listener) {
        RedisClient known = client;
        if (known == null) {
            known = RedisClients.create(config, threads);
            known.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                    lost(listener, connection);
                }
            });
            client = known;
        }
        return known;
    }

    private void onLoop(long millis, Runnable step) {
        try {
            var unused = loop.schedule(step, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // The end: nothing is opened any more.
        }
    }

    @Override
    public void close() {
        try {
            loop.submit(this::end).get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            // Two seconds were promised; the threads are daemons.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.shutdownNow();
    }

    private void end() {
        loop.shutdown();
        RedisClient known = client;
        if (known != null) {
            ClientResources resources = known.getResources();
            known.shutdownAsync(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).join();
            resources.shutdown(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
        }
    }
}
