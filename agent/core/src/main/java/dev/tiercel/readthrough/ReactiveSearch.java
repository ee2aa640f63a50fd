package dev.tiercel.readthrough;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber that leads a load awaits of L2, without a thread. Either it goes on with what was found, or it is
 * cancelled, or its patience ends first: a claim that comes then is given up. Thread-safe.
 */
final class ReactiveSearch {
    private final ReadThrough path;
    private final Call call;
    private final Flight flight;
    private final CompletableFuture<Search.Found> found = new CompletableFuture<>();
    private final AtomicBoolean taken = new AtomicBoolean();

    ReactiveSearch(ReadThrough path, Call call, Flight flight) {
        this.path = path;
        this.call = call;
        this.flight = flight;
    }

    /** Begins; does not wait. */
    void begin() {
        CompletionStage<Search.Found> search =
                path.method().search(call, call.patience()).later();
        search.whenComplete((answer, failure) -> {
            if (failure != null) {
                path.method().mishaps().happened(failure);
            }
            Search.Found safe = answer == null ? Search.Found.NOTHING : answer;
            if (!found.complete(safe)) {
                giveUp(safe.claim());
            }
        });
        if (!found.isDone()) {
            found.completeOnTimeout(Search.Found.NOTHING, call.patience().left().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** What was found, if that is known; null: not yet. */
    Search.@Nullable Found now() {
        return found.getNow(null);
    }

    /** What is found, told on a thread of ours on which the method may run. */
    CompletableFuture<Optional<Search.Found>> later() {
        return onOurs(path, found);
    }

    /** False: it has been cancelled, and nobody must go on. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void cancel() {
        if (!take()) {
            return;
        }
        path.abandon(call.key(), flight);
        if (!found.complete(Search.Found.NOTHING)) {
            giveUp(found.join().claim());
        }
    }

    private void giveUp(@Nullable Claim claim) {
        try {
            if (claim != null) {
                claim.giveUp(path.method().l2());
            }
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
        }
    }

    /** The same, told on a thread of ours: the application goes on there, not on a timer's thread or another caller's. */
    static <T> CompletableFuture<Optional<T>> onOurs(
            ReadThrough path, CompletableFuture<? extends @Nullable T> source) {
        CompletableFuture<Optional<T>> told = new CompletableFuture<>();
        var unused = source.whenComplete((value, failure) -> {
            Runnable tell = () -> told.complete(Optional.ofNullable(value));
            if (!path.method().loads().begin(path.method().body().application(), tell)) {
                tell.run();
            }
        });
        return told;
    }
}
