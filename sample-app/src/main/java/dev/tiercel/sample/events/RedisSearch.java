package dev.tiercel.sample.events;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for Redis servers until its thread is interrupted, and says when the last one is lost and when one is back. */
final class RedisSearch implements Runnable {
    /** For a connection, and for each answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RedisSearch.class);

    /** At random: of two instances in step, a proxy would lead each to one server only, always the same. */
    private static final long SHORTEST_PAUSE_MILLIS = 1_500;

    private static final long LONGEST_PAUSE_MILLIS = 3_000;
    private static final long RETRY_MILLIS = 500;

    /** After a loss, too: a server that drops every connection at once shall not be called without end. */
    private static final long LEAST_MILLIS = 50;

    private final List<RedisURI> addresses;
    private final RedisRelay.Listener listener;
    private final Semaphore losses = new Semaphore(0);
    private final RedisLinks links;
    private @Nullable Scope told;

    RedisSearch(List<RedisURI> addresses, String channel, RedisRelay.Listener listener) {
        this.addresses = addresses;
        this.listener = listener;
        this.links = new RedisLinks(channel, listener::received, losses::release);
    }

    RedisLinks links() {
        return links;
    }

    @Override
    public void run() {
        var resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        var client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .protocolVersion(ProtocolVersion.RESP3)
                .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .build());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look(client);
                pause();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            links.close();
            var unused = client.shutdownAsync().whenComplete((done, failure) -> end(resources));
        }
    }

    private static void end(ClientResources resources) {
        var unused = resources.shutdown();
    }

    private void look(RedisClient client) {
        losses.drainPermits();
        links.dropSilent();
        if (told != null) {
            tell(); // At once: to look for others may take long.
        }
        links.look(client, addresses);
        tell();
    }

    private void tell() {
        var now = links.scope();
        if (now == told) {
            return;
        }
        if (now == Scope.LOCAL) {
            LOG.warn("Live events reach the clients of this instance only: no Redis server answers. It is tried again"
                    + " until one does; see whether Redis runs, and whether REDIS_URL is right.");
        } else if (told != null) {
            LOG.info("Live events reach the clients of all instances again.");
        }
        told = now;
        listener.scopeChanged(now);
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LEAST_MILLIS);
        var millis = links.scope() == Scope.LOCAL
                ? RETRY_MILLIS
                : ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        var unused = losses.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }
}
