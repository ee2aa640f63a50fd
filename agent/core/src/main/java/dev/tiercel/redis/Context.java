package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2Store;
import dev.tiercel.log.EventLog;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What every part of this room needs.
 *
 * @param loop the one thread on which connections are opened and given up, servers probed and topologies changed; nothing
 *     on it waits
 * @param prefix what every key of ours begins with
 * @param sentinels those that are configured or were found; empty: none
 */
record Context(
        RedisConfig config,
        String prefix,
        Client client,
        ScheduledThreadPoolExecutor loop,
        EventLog log,
        L2Store.Listener listener,
        List<Endpoint> sentinels) {

    Context withSentinels(List<Endpoint> found) {
        return new Context(config, prefix, client, loop, log, listener, found);
    }

    Context withListener(L2Store.Listener other) {
        return new Context(config, prefix, client, loop, log, other, sentinels);
    }

    void onLoop(long afterMillis, Runnable step) {
        try {
            var unused = loop.schedule(step, afterMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // The end: nothing is begun any more.
        }
    }
}
