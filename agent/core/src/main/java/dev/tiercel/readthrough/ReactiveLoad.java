package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.metrics.Answer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A load by a subscriber itself: the publisher of the method, with the ticket settled before its subscriber hears of the
 * end, once, however it ends. Who cancels cancels for himself alone: the flight ends with nothing, and one of those who
 * waited loads in turn. Thread-safe, as Reactor's signals are.
 */
final class ReactiveLoad {
    private final ReadThrough path;
    private final Reactor reactor;
    private final Ticket ticket;
    private final AtomicBoolean ended = new AtomicBoolean();

    ReactiveLoad(Reactor reactor, Ticket ticket) {
        this.path = ticket.path();
        this.reactor = reactor;
        this.ticket = ticket;
    }

    /** The source as the subscriber is to have it. */
    Object settling(Object source) {
        return reactor.onCancel(reactor.isFlux() ? settlingFlux(source) : settlingMono(source), this::cancelled);
    }

    private Object settlingMono(Object source) {
        return reactor.settled(
                source, content -> reactor.just(settledValue(content)), thrown -> settledFailure(thrown, true));
    }

    private Object settlingFlux(Object source) {
        Elements elements = new Elements(path.sharing());
        if (ticket.flight() == null) {
            elements.giveUp();
        }
        Object gathering = reactor.onComplete(
                reactor.onNext(source, element -> gather(elements, element)), () -> complete(elements));
        // What has gone through cannot be taken back: only an error in its place lets an older list answer.
        return reactor.onError(gathering, thrown -> settledFailure(thrown, !elements.areBegun()));
    }

    private void gather(Elements elements, Object element) {
        try {
            if (!elements.add(element)) {
                giveUp();
            }
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            elements.giveUp();
            giveUp();
        }
    }

    private void complete(Elements elements) {
        List<?> all = elements.all();
        if (all == null) {
            path.note(Answer.LOADED, ticket.call());
            giveUp();
        } else {
            settledValue(all);
        }
    }

    private @Nullable Object settledValue(@Nullable Object content) {
        if (!ended.compareAndSet(false, true)) {
            return content;
        }
        try {
            Object[] instead = path.settleValue(ticket, content);
            return instead == null ? content : instead[0];
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            end();
            return content;
        }
    }

    private Object settledFailure(Throwable thrown, boolean mayBeStale) {
        try {
            Object[] answer = ended.compareAndSet(false, true) ? path.settleFailure(ticket, thrown, mayBeStale) : null;
            Entry stale = ticket.stale();
            if (answer != null && stale != null) {
                return reactor.isFlux() ? reactor.elements(list(answer[0])) : reactor.just(answer[0]);
            }
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            end();
        }
        return reactor.error(thrown);
    }

    /** What is kept of a Flux, as a list. */
    static Iterable<?> list(@Nullable Object kept) {
        return kept instanceof Iterable<?> elements ? elements : List.of();
    }

    private void cancelled() {
        giveUp();
    }

    /** There is nothing to keep, and nothing for those who wait. */
    private void giveUp() {
        if (ended.compareAndSet(false, true)) {
            end();
        }
    }

    private void end() {
        try {
            ticket.end(null, null);
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
        }
    }
}
