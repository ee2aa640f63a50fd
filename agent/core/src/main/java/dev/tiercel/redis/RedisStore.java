package dev.tiercel.redis;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.L2Store;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * L2's store on one Redis server, over one connection that all threads share: so the server sees commands in the order of
 * their calls. Thread-safe.
 */
public final class RedisStore implements L2Store {
    /** So many keys go into one command, for a long one keeps the server from all others. */
    private static final int BATCH = 500;

    private final RedisLink link;

    /** Opens nothing yet, and loads no class of the client library. */
    public RedisStore(RedisConfig config) {
        this.link = new RedisLink(config);
    }

    @Override
    public void start(Listener listener) {
        link.start(listener);
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        return call(redis -> redis.get(key));
    }

    @Override
    public CompletionStage<@Nullable Void> set(String key, byte[] value, Duration ttl) {
        return call(redis -> redis.set(key, value, SetArgs.Builder.px(Math.max(1, ttl.toMillis()))))
                .thenApply(ok -> null);
    }

    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        List<CompletableFuture<Long>> batches = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            String[] batch =
                    keys.subList(from, Math.min(keys.size(), from + BATCH)).toArray(new String[0]);
            batches.add(call(redis -> redis.unlink(batch)).toCompletableFuture());
        }
        return CompletableFuture.allOf(batches.toArray(new CompletableFuture<?>[0]));
    }

    @Override
    public CompletionStage<@Nullable Void> deletePrefix(String prefix) {
        return new PrefixSweep(this::call, prefix, BATCH).begin();
    }

    /** PING is refused while the server loads its data, TIME is not: so both. */
    @Override
    public CompletionStage<Long> probe() {
        return call(RedisAsyncCommands::ping)
                .thenCombine(call(RedisAsyncCommands::time), (pong, time) -> millis(time.get(0), time.get(1)));
    }

    @Override
    public void reconnect() {
        link.reconnect();
    }

    @Override
    public void close() {
        link.close();
    }

    private static long millis(byte[] seconds, byte[] micros) {
        return number(seconds) * 1_000 + number(micros) / 1_000;
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }

    /** Writes the command to the connection before it returns. Fails, and never throws, in our own words. */
    private <T> CompletionStage<T> call(
            Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            command.apply(link.commands()).whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(RedisTrouble.of(failure));
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(RedisTrouble.of(e));
        }
        return result;
    }
}
