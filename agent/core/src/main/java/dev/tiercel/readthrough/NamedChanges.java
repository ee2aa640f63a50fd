package dev.tiercel.readthrough;

import dev.tiercel.entry.Tags;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.log.EventLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes that the application asks for by the name of a cache, beside those of its annotated methods. They have the same
 * effect, here and elsewhere. Nothing here throws. Thread-safe.
 */
public final class NamedChanges {
    private final Function<String, @Nullable Cache> caches;
    private final Mishaps mishaps;

    /** @param caches by name; null: nothing is to be done */
    NamedChanges(Function<String, @Nullable Cache> caches, EventLog log) {
        this.caches = caches;
        this.mishaps = new Mishaps("Tiercel.cache", log, () -> {});
    }

    /** Drops the entry of the key that a method makes of these key parameters. */
    public void invalidate(String cache, @Nullable Object[] parameters) {
        make(cache, named -> named.invalidate(KeyRecipe.keyOf(parameters)));
    }

    /** Drops the entry of the key that has this text, as in L2. */
    public void invalidateText(String cache, String text) {
        make(cache, named -> named.invalidateText(text));
    }

    /** How many entries {@link #invalidatePattern} would drop. */
    public CompletionStage<Long> countPattern(String cache, String pattern) {
        Cache named = caches.apply(cache);
        return named == null ? CompletableFuture.completedFuture(0L) : named.countMatching(pattern);
    }

    /** Drops every entry. */
    public void clear(String cache) {
        make(cache, Cache::invalidateAll);
    }

    /** Drops every entry that has the tag. */
    public void invalidateTag(String cache, String tag) {
        make(cache, named -> named.invalidateTags(Tags.of(Tags.id(tag))));
    }

    /** Drops every entry whose key's text fits the pattern; the number of keys in L2, once all are gone. */
    public CompletableFuture<Long> invalidatePattern(String cache, String pattern) {
        CompletableFuture<Long> count = new CompletableFuture<>();
        boolean made = make(cache, named -> {
            CompletionStage<Long> dropped = named.invalidateMatching(pattern);
            // On a thread of the application's pool: what waits for it is its code.
            dropped.whenCompleteAsync((keys, failure) -> count.complete(failure == null ? keys : -1L));
        });
        if (!made) {
            count.complete(0L);
        }
        return count;
    }

    /**
     * All of them pass here: one that is to wait, for a transaction say, waits here. Where it cannot be told what it
     * drops, everything goes.
     *
     * @return whether it was made, or will be
     */
    private boolean make(String cache, Consumer<Cache> change) {
        try {
            Cache named = caches.apply(cache);
            return named != null && isMadeOrCleared(named, change);
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            return false;
        }
    }

    private boolean isMadeOrCleared(Cache cache, Consumer<Cache> change) {
        try {
            change.accept(cache);
            return true;
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            cache.clear();
            return false;
        }
    }
}
