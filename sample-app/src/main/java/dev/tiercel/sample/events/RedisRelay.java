package dev.tiercel.sample.events;

import io.lettuce.core.RedisURI;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the other instances: Redis publish/subscribe, over every server there is. Whoever publishes never waits.
 * Without an address there is nobody to reach. Thread-safe.
 */
@Singleton
class RedisRelay {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRelay.class);

    private final List<RedisURI> addresses;
    private final String channel;
    private volatile @Nullable RedisLinks links;
    private volatile @Nullable Thread search;

    /** Who hears of the others. Is called by several threads. */
    interface Listener {
        void received(String text);

        void scopeChanged(Scope scope);
    }

    RedisRelay(
            @Property(name = "sample.events.redis-url", defaultValue = "") String url,
            @Property(name = "sample.events.redis-enabled", defaultValue = "true") boolean enabled,
            @Property(name = "sample.events.channel", defaultValue = "sample:events") String channel) {
        this.addresses = enabled && !url.isBlank() ? addresses(url.strip()) : List.of();
        this.channel = channel;
    }

    /** What the agent may understand and we do not is no reason not to start. */
    private static List<RedisURI> addresses(String url) {
        try {
            return RedisAddresses.parse(url, RedisSearch.TIMEOUT);
        } catch (IllegalArgumentException e) {
            LOG.warn("Live events reach the clients of this instance only: {}", e.getMessage());
            return List.of();
        }
    }

    /** Begins to look for servers, on a thread of its own, and returns at once. */
    void start(Listener listener) {
        if (addresses.isEmpty()) {
            return;
        }
        var looking = new RedisSearch(addresses, channel, listener);
        var thread = new Thread(looking, "live-events-redis");
        thread.setDaemon(true);
        links = looking.links();
        search = thread;
        thread.start();
    }

    Scope scope() {
        var found = links;
        return found == null ? Scope.LOCAL : found.scope();
    }

    void publish(String text) {
        var found = links;
        if (found != null) {
            found.publish(text);
        }
    }

    @PreDestroy
    void close() {
        var thread = search;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
