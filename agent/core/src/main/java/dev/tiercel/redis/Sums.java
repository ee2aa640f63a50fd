package dev.tiercel.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What several servers count, together. */
final class Sums {
    private Sums() {}

    /** Fails where one of them does, once all have ended. */
    static CompletionStage<Long> of(List<CompletionStage<Long>> counts) {
        CompletableFuture<?>[] all =
                counts.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(ended -> counts.stream()
                .mapToLong(each -> each.toCompletableFuture().join())
                .sum());
    }
}
