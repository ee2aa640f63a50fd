package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import dev.tiercel.threads.Daemons;
import io.lettuce.core.RedisClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One client of the library, with its threads. It ends when no connection is being begun any more: the library makes its
 * event loops when they are first asked for, and one that was asked for during the shutdown would run for ever.
 * Thread-safe; nothing waits here.
 */
final class Lettuce {
    private final RedisClient client;
    private final long patienceMillis;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int beginning;
    private boolean ending;

    /** @param patienceMillis how long its connections and its threads may each take to end */
    Lettuce(RedisClient client, long patienceMillis) {
        this.client = client;
        this.patienceMillis = patienceMillis;
    }

    /** Begins an attempt, unless the client is ending. */
    <C> CompletionStage<C> connect(Function<RedisClient, ? extends CompletionStage<C>> attempt) {
        synchronized (this) {
            if (ending) {
                return CompletableFuture.failedFuture(L2Failure.outage("closed"));
            }
            beginning++;
        }
        try {
            return attempt.apply(client);
        } finally {
            begun();
        }
    }

    private void begun() {
        synchronized (this) {
            beginning--;
            if (!ending || beginning > 0) {
                return;
            }
        }
        shutdown();
    }

    /** The future completes when connections and threads have ended, or have had the time for it. */
    CompletableFuture<Void> end() {
        boolean isIdle;
        synchronized (this) {
            isIdle = !ending && beginning == 0;
            ending = true;
        }
        if (isIdle) {
            shutdown();
        }
        return ended;
    }

    /** The end of the connections may never come; that of the threads takes what is left of them along. */
    private void shutdown() {
        var unused = client.shutdownAsync(0, patienceMillis, TimeUnit.MILLISECONDS)
                .completeOnTimeout(null, patienceMillis, TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (done, failure) -> client.getResources()
                                .shutdown(0, patienceMillis, TimeUnit.MILLISECONDS)
                                .addListener(over -> ended.complete(null)),
                        // Not on the JDK's timer thread, which would keep what Netty leaves in its thread locals.
                        work -> Daemons.thread("tiercel-redis-end", work).start());
    }
}
