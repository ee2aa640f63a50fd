package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.metrics.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to what a method returned, on the way of {@link ReadThrough}: each step makes the publisher for the
 * next one. Nothing waits here, nothing throws, and a hit in L1 stays on its thread:
 *
 * <pre>
 *   L1 ── hit ─▶ the value
 *    │ miss
 *   flight under way ── told on a thread of ours ─▶ its value, its failure, an entry past its time, or L1 again
 *    │ none
 *   L2 ── told on a thread of ours ─▶ its value
 *    │ nothing
 *   the method, and its publisher ─▶ L1, L2, the flight, the subscriber
 * </pre>
 *
 * <p>For one subscription, step by step.
 */
final class ReactiveCall {
    /** So often a flight that brought nothing is joined anew before the method runs without one. */
    private static final int ATTEMPTS = 3;

    private final ReactiveRead read;
    private final ReadThrough path;
    private final Reactor reactor;
    private final Call call;
    private final Object context;
    private int attempts;

    ReactiveCall(ReactiveRead read, Reactor reactor, Call call, Object context) {
        this.read = read;
        this.path = read.path();
        this.reactor = reactor;
        this.call = call;
        this.context = context;
    }

    /** What the subscriber gets. */
    Object next() {
        return orElseTheMethod(this::attempt);
    }

    private Object orElseTheMethod(Supplier<Object> step) {
        try {
            return step.get();
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            return ownPublisher();
        }
    }

    private Object attempt() {
        if (path.method().readsPast(call.key())) {
            return ownPublisher(); // Its transaction is this thread's own.
        }
        Entry found = path.l1().get(call.key());
        Entry entry = fresh(found);
        if (entry != null) {
            if (!entry.isHit(path.ticker().nanos())) {
                Refresh.offer(read.inBackground(reactor, call, context), call, entry);
            }
            return answer(entry.value(), Answer.L1);
        }
        Entry stale = alive(found);
        if (attempts == ATTEMPTS || call.patience().isOver()) {
            return load(new Ticket(path, call, stale));
        }
        attempts++;
        Flight mine = new Flight(path.method().leaseFor());
        mine.letGo();
        Flight theirs = path.method().region().join(call.key(), mine);
        if (theirs == null) {
            return lead(mine, stale);
        }
        if (theirs.isMine() || Within.isIn(Within.of(reactor, context), theirs)) {
            return ownPublisher(); // Inside the load itself: recursion, or a proxy's target.
        }
        return follow(theirs, stale, false);
    }

    /** @param own whether the load is this call's own, in the background */
    private Object follow(Flight flight, @Nullable Entry stale, boolean own) {
        CompletableFuture<Flight.@Nullable Landing> landing = flight.later(path.patience(call, stale));
        return landing.isDone()
                ? landed(landing.getNow(null), stale, own)
                : reactor.after(
                        ReactiveSearch.<Flight.Landing>onOurs(path, landing),
                        told -> orElseTheMethod(() -> landed(told.orElse(null), stale, own)));
    }

    /** @param landing null: it is not over */
    private Object landed(Flight.@Nullable Landing landing, @Nullable Entry stale, boolean own) {
        if (landing instanceof Flight.Landing.Value landed) {
            return answer(landed.kept(), landed.answer());
        }
        boolean slow = landing == null && path.isSoft(stale);
        if (stale != null && (own || slow || landing instanceof Flight.Landing.Failure)) {
            return answer(stale.value(), Answer.STALE);
        }
        if (landing instanceof Flight.Landing.Failure failure) {
            path.note(Answer.JOINED, call);
            return reactor.error(failure.thrown());
        }
        return attempt();
    }

    private Object lead(Flight mine, @Nullable Entry known) {
        try {
            long stamp = path.method().stamp();
            Entry landed = fresh(path.l1().get(call.key()));
            if (landed != null) { // Between our look and our flight.
                path.land(call, mine, landed.value(), Answer.L1);
                return answer(landed.value(), Answer.L1);
            }
            ReactiveSearch search = new ReactiveSearch(path, call, mine);
            search.begin();
            Search.Found found = search.now();
            return found == null
                    ? reactor.onCancel(
                            reactor.after(search.later(), told -> searched(search, mine, told, known, stamp)),
                            search::cancel)
                    : found(mine, found, known, stamp);
        } catch (Throwable mishap) {
            path.abandon(call.key(), mine);
            throw mishap;
        }
    }

    private Object searched(
            ReactiveSearch search, Flight mine, Optional<Search.Found> told, @Nullable Entry known, long stamp) {
        return orElseTheMethod(() -> {
            if (!search.take()) {
                return publisher(null); // Nobody is there to hear of it; an error would be logged as dropped.
            }
            try {
                return found(mine, told.orElse(Search.Found.NOTHING), known, stamp);
            } catch (Throwable mishap) {
                path.abandon(call.key(), mine);
                throw mishap;
            }
        });
    }

    private Object found(Flight mine, Search.Found found, @Nullable Entry known, long stamp) {
        Entry promoted = path.promoted(call, found, stamp);
        Entry shared = fresh(promoted);
        if (shared != null) {
            path.land(call, mine, shared.value(), found.answer());
            return answer(shared.value(), found.answer());
        }
        Entry stale = promoted == null ? known : alive(promoted);
        Ticket ticket = new Ticket(path, call, stale, mine, stamp, found.claim());
        return path.isSoft(stale) && inBackground(ticket) ? follow(mine, stale, true) : load(ticket);
    }

    /** A stale entry stands: the load runs on a thread of ours from the start, and goes on whoever cancels. */
    private boolean inBackground(Ticket ticket) {
        ReadThrough background = read.inBackground(reactor, call, context);
        return path.method().loads().begin(read.body().application(), ticket.inBackground(background)::run);
    }

    /** The method runs for this subscriber. */
    private Object load(Ticket ticket) {
        Flight flight = ticket.flight();
        if (flight == null) {
            return new ReactiveLoad(reactor, ticket).settling(ownPublisher());
        }
        flight.takeOver();
        Object source = ownPublisher();
        flight.letGo(); // What is subscribed to inside is known by its context.
        Object inside = reactor.inContext(source, Within.context(reactor, flight, Within.of(reactor, context)));
        return new ReactiveLoad(reactor, ticket).settling(inside);
    }

    /** What the method returns; what it throws comes as an error. */
    private Object ownPublisher() {
        Body.Result result = read.body().run(call.self(), call.arguments());
        return result.thrown() == null ? reactor.from(result.returned()) : reactor.error(result.thrown());
    }

    private @Nullable Entry fresh(@Nullable Entry entry) {
        return entry != null && entry.isFresh(path.ticker().nanos()) && fits(entry) ? entry : null;
    }

    private @Nullable Entry alive(@Nullable Entry entry) {
        return entry != null && fits(entry) ? path.alive(entry) : null;
    }

    /** A Flux has no nulls; a list that somebody else stored in L2 under this key may have. */
    private boolean fits(Entry entry) {
        if (reactor.isFlux() && entry.value() instanceof Iterable<?> elements) {
            for (Object element : elements) {
                if (element == null) {
                    return false;
                }
            }
        }
        return true;
    }

    private Object answer(@Nullable Object kept, Answer how) {
        Object content = path.content(kept);
        Object answer = publisher(content);
        path.note(how, call);
        return answer;
    }

    private Object publisher(@Nullable Object content) {
        return reactor.isFlux() ? reactor.elements(ReactiveLoad.list(content)) : reactor.just(content);
    }
}
