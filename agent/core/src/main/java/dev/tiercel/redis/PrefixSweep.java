package dev.tiercel.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks over all keys of the server with SCAN and unlinks those below a prefix, one batch after the other. */
final class PrefixSweep {
    private final Node node;
    private final Function<List<String>, CompletionStage<@Nullable Void>> unlink;
    private final ScanArgs pattern;
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    /** @param unlink deletes keys of this server */
    PrefixSweep(Node node, String prefix, int batch, Function<List<String>, CompletionStage<@Nullable Void>> unlink) {
        this.node = node;
        this.unlink = unlink;
        this.pattern = ScanArgs.Builder.matches(literally(prefix) + "*").limit(batch);
    }

    CompletionStage<@Nullable Void> begin() {
        scan(ScanCursor.INITIAL);
        return done;
    }

    private void scan(ScanCursor from) {
        node.<KeyScanCursor<String>>call(redis -> redis.scan(from, pattern)).whenComplete((found, failure) -> {
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
        unlink.apply(found.getKeys()).whenComplete((nothing, failure) -> {
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
