package dev.tiercel.readthrough;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the publisher of a method that changes data: what is known of it when it begins, what goes through,
 * and how it ends. Its signals come one after another.
 */
final class ReactiveChange {
    private final InvalidateThrough path;
    private final Reactor reactor;
    private final @Nullable Object[] passed;
    private final @Nullable Elements elements;
    private volatile @Nullable Object begun;
    private volatile @Nullable Object value;

    ReactiveChange(InvalidateThrough path, Reactor reactor, @Nullable Object[] passed) {
        this.path = path;
        this.reactor = reactor;
        this.passed = passed;
        this.elements = reactor.isFlux() && path.needsResult() ? new Elements(path.copying()) : null;
    }

    void begin() {
        begun = path.begin(passed);
    }

    /** The source, which is listened to. */
    Object observed(Object source) {
        if (!path.needsResult()) {
            return source;
        }
        Elements gathered = elements;
        return reactor.onNext(source, gathered == null ? one -> value = one : one -> gather(gathered, one));
    }

    private static void gather(Elements elements, Object one) {
        try {
            elements.add(one);
        } catch (Throwable uncopyable) {
            elements.giveUp(); // So that nothing is put in place of what is dropped.
        }
    }

    void completed() {
        if (elements == null) {
            path.settle(passed, value, null, begun);
            return;
        }
        List<?> all = elements.all();
        if (all == null) {
            path.settleUnknown(passed);
        } else {
            path.settle(passed, all, null, begun);
        }
    }

    void failed(Throwable thrown) {
        path.settle(passed, null, thrown, begun);
    }

    /** Nobody knows whether the change was made. */
    void cancelled() {
        path.settleUnknown(passed);
    }
}
