package dev.tiercel.sample.events;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to all servers there are: one for each server process, whichever way it was found. Servers behind a
 * proxy know nothing of each other, and one address leads to all of them: so an address is called until it leads to no new
 * server twice. Nodes of a cluster pass on what is published: one of them is enough.
 *
 * <p>{@link #look} belongs to one thread; the rest is thread-safe.
 */
final class RedisLinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLinks.class);
    private static final int MOST_SERVERS = 32;
    private static final int MEETINGS = 2;

    private final String channel;
    private final Consumer<String> heard;
    private final Runnable lost;
    private final Map<String, RedisLink> links = new ConcurrentHashMap<>();

    RedisLinks(String channel, Consumer<String> heard, Runnable lost) {
        this.channel = channel;
        this.heard = heard;
        this.lost = lost;
    }

    Scope scope() {
        return links.isEmpty() ? Scope.LOCAL : Scope.ALL;
    }

    void publish(String text) {
        links.values().forEach(link -> link.publish(channel, text));
    }

    /** Gives up those that do not answer; waits for them together. */
    void dropSilent() {
        var asked = new HashMap<RedisLink, CompletableFuture<Boolean>>();
        links.values().forEach(link -> asked.put(link, link.answers()));
        asked.forEach((link, answered) -> {
            if (!answered.join()) {
                drop(link);
            }
        });
    }

    /** Finds servers that there is no connection to yet. */
    void look(RedisClient client, List<RedisURI> addresses) {
        for (var address : addresses) {
            if (links.values().stream().anyMatch(RedisLink::isInCluster)) {
                return;
            }
            try {
                callUntilNoneIsNew(client, address);
            } catch (RedisException away) {
                LOG.debug("No connection to {}", address, away);
            }
        }
    }

    /** The connections that are not needed stay open meanwhile: a proxy may choose the server that has the fewest. */
    private void callUntilNoneIsNew(RedisClient client, RedisURI address) {
        var superfluous = new ArrayList<RedisLink>();
        try {
            for (int met = 0; met < MEETINGS && links.size() < MOST_SERVERS; ) {
                var link = RedisLink.open(client, address);
                if (links.containsKey(link.runId())) {
                    superfluous.add(link);
                    met++;
                } else {
                    adopt(link);
                    met = 0;
                }
            }
        } finally {
            superfluous.forEach(RedisLink::close);
        }
    }

    private void adopt(RedisLink link) {
        link.onLoss(() -> {
            if (links.remove(link.runId(), link)) {
                lost.run();
            }
        });
        try {
            link.subscribe(channel, heard);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
        links.put(link.runId(), link);
        if (!link.isOpen()) {
            drop(link);
        }
    }

    private void drop(RedisLink link) {
        links.remove(link.runId(), link);
        link.close();
    }

    @Override
    public void close() {
        links.values().forEach(this::drop);
    }
}
