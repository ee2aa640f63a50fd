package dev.tiercel.redis;

import dev.tiercel.l2.L2Store;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks over all keys of the server with SCAN and unlinks those of a pattern, one batch after the other. Hashes of epochs
 * stay: others would go on with what they know of them.
 */
final class Sweep {
    private final Node node;
    private final Function<List<String>, CompletionStage<@Nullable Void>> unlink;
    private final ScanArgs pattern;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long unlinked;

    /** @param unlink deletes keys of this server */
    Sweep(Node node, String pattern, int batch, Function<List<String>, CompletionStage<@Nullable Void>> unlink) {
        this.node = node;
        this.unlink = unlink;
        this.pattern = ScanArgs.Builder.matches(pattern).limit(batch);
    }

    /** How many keys there were. */
    CompletionStage<Long> begin() {
        scan(ScanCursor.INITIAL);
        return done;
    }

    private void scan(ScanCursor from) {
        node.<KeyScanCursor<String>>call(redis -> redis.scan(from, pattern)).whenComplete((found, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
                return;
            }
            List<String> keys = found.getKeys().stream()
                    .filter(key -> !L2Store.isEpochs(key))
                    .toList();
            if (keys.isEmpty()) {
                next(found);
            } else {
                unlink(found, keys);
            }
        });
    }

    private void unlink(ScanCursor found, List<String> keys) {
        unlink.apply(keys).whenComplete((nothing, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                unlinked += keys.size();
                next(found);
            }
        });
    }

    private void next(ScanCursor found) {
        if (found.isFinished()) {
            done.complete(unlinked);
        } else {
            scan(found);
        }
    }
}
