package dev.tiercel.redis;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2Store;
import dev.tiercel.log.EventLog;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What every part of this room needs.
 *
 * @param loop the one thread on which connections are opened and given up, servers probed and topologies changed; nothing
 *     on it waits
 * @param prefix what every key of ours begins with
 * @param backplane what others drop, and what they are told
 * @param sentinels those that are configured or were found; empty: none
 */
record Context(
        RedisConfig config,
        String prefix,
        Client client,
        ScheduledThreadPoolExecutor loop,
        EventLog log,
        L2Store.Listener listener,
        Backplane backplane,
        List<Endpoint> sentinels) {
    private static final long SHORTEST_PAUSE_MILLIS = 10;

    Context withSentinels(List<Endpoint> found) {
        return new Context(config, prefix, client, loop, log, listener, backplane, found);
    }

    Context withListener(L2Store.Listener other) {
        return new Context(config, prefix, client, loop, log, other, backplane, sentinels);
    }

    /** Where messages are published. */
    String channel() {
        return prefix + "backplane";
    }

    /**
     * Before the next attempt to connect: doubles with each failed one, and is cut at random, so that a returning server
     * does not meet all clients at once.
     */
    long pauseMillis(int failures) {
        long cap = config.times().reconnectMax().toMillis();
        long longest = Math.min(cap, SHORTEST_PAUSE_MILLIS << Math.min(failures, 12));
        return ThreadLocalRandom.current().nextLong(Math.min(SHORTEST_PAUSE_MILLIS, longest), longest + 1);
    }

    void onLoop(long afterMillis, Runnable step) {
        try {
            var unused = loop.schedule(step, afterMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // The end: nothing is begun any more.
        }
    }
}
