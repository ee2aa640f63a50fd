package dev.tiercel.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks over all keys of the server with SCAN and unlinks those below a prefix, one batch after the other. */
final class PrefixSweep {
    /** Sends a command, and fails in our own words. */
    interface Calls {
        <T> CompletionStage<T> call(Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command);
    }

    private final Calls calls;
    private final ScanArgs pattern;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    PrefixSweep(Calls calls, String prefix, int batch) {
        this.calls = calls;
        this.pattern = ScanArgs.Builder.matches(literally(prefix) + "*").limit(batch);
    }

    CompletionStage<@Nullable Void> begin() {
        scan(ScanCursor.INITIAL);
        return done;
    }

    private void scan(ScanCursor from) {
        calls.<KeyScanCursor<String>>call(redis -> redis.scan(from, pattern)).whenComplete((found, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else if (found.getKeys().isEmpty()) {
                next(found);
            } else {
                unlink(found);
            }
        });
    }

    private void unlink(KeyScanCursor<String> found) {
        String[] keys = found.getKeys().toArray(new String[0]);
        calls.<Long>call(redis -> redis.unlink(keys)).whenComplete((count, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                next(found);
            }
        });
    }

    private void next(ScanCursor found) {
        if (found.isFinished()) {
            done.complete(null);
        } else {
            scan(found);
        }
    }

    /** The prefix as a glob pattern that matches itself only. */
    static String literally(String prefix) {
        return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }
}
