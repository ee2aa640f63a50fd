package dev.tiercel.readthrough;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The write path of a method that returns a Mono or a Flux. A call only wraps what the method returned: each subscription
 * is a change of its own, which begins when it is subscribed to. The cache is changed when it ends, completed, failed or
 * cancelled, before its subscriber hears of that; on threads of ours, because a change waits for L2. Nothing here throws.
 * Thread-safe.
 */
final class ReactiveWrite {
    /** What there is to begin with: everything begins with a subscription. */
    private static final Object NOT_YET = new Object();

    private final InvalidateThrough path;
    private final ReactorOfApplication reactor;
    private final Loads loads;
    private final Mishaps mishaps;
    private final WeakReference<ClassLoader> application;

    ReactiveWrite(
            InvalidateThrough path,
            ReactorOfApplication reactor,
            Loads loads,
            ClassLoader application,
            Mishaps mishaps) {
        this.path = path;
        this.reactor = reactor;
        this.loads = loads;
        this.application = new WeakReference<>(application);
        this.mishaps = mishaps;
    }

    /** Before the method. */
    Object begin(@Nullable Object[] passed) {
        return NOT_YET;
    }

    /** After the method: what it is to return instead, or null: just that. */
    @Nullable
    Object after(
            @Nullable Object[] passed, @Nullable Object returned, @Nullable Throwable thrown, @Nullable Object begun) {
        try {
            Reactor known = reactor.get();
            if (known != null && returned != null) {
                return new Object[] {known.deferred(context -> subscribed(known, passed, returned))};
            }
            var unused = change(() -> {
                if (thrown == null) {
                    path.settleUnknown(passed);
                } else {
                    path.settle(passed, null, thrown, null);
                }
            });
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            var unused = change(() -> path.settleUnknown(passed));
        }
        return null;
    }

    /** As {@link InvalidateThrough#failed}. */
    @Nullable
    Object failed(Throwable mishap) {
        return path.failed(mishap);
    }

    private Object subscribed(Reactor known, @Nullable Object[] passed, Object returned) {
        try {
            ReactiveChange change = new ReactiveChange(path, known, passed);
            CompletableFuture<Boolean> begun = begun(change);
            return known.using(
                    known.just(change),
                    // What a subscriber cancels is its own wait.
                    any -> known.after(begun.copy(), done -> change.observed(known.from(returned))),
                    any -> known.stage(change(change::completed)),
                    (any, failure) -> known.stage(change(() -> change.failed(failure))),
                    any -> known.stage(begun.thenCompose(done -> change(change::cancelled))));
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            var unused = change(() -> path.settleUnknown(passed));
            return known.from(returned);
        }
    }

    /** What has to be done before the method's publisher is subscribed to; done already where nothing is waited for. */
    private CompletableFuture<Boolean> begun(ReactiveChange change) {
        if (path.changesBefore()) {
            return change(change::begin);
        }
        change.begin();
        return CompletableFuture.completedFuture(true);
    }

    /**
     * Runs the work on a thread for changes; where there is none left, here and now: a change that is lost is worse than
     * one that waits. What it brings is told on a thread on which the application may go on.
     */
    private CompletableFuture<Boolean> change(Runnable work) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Runnable tell = () -> done.complete(true);
        Runnable safe = () -> {
            try {
                work.run();
            } catch (Throwable mishap) {
                mishaps.happened(mishap);
                path.clearAll();
            } finally {
                if (!loads.begin(application.get(), tell)) {
                    tell.run();
                }
            }
        };
        if (!loads.beginChange(safe)) {
            safe.run();
        }
        return done;
    }
}
