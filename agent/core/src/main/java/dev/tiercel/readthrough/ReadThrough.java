package dev.tiercel.readthrough;

import dev.tiercel.Outcome;
import dev.tiercel.codec.Sharing;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Ticker;
import dev.tiercel.l1.L1;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.Count;
import dev.tiercel.metrics.Events;
import dev.tiercel.metrics.HitCounter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The read path of one woven method, from top to bottom as a call goes through it.
 *
 * <pre>
 *   hit(key)            L1                                        the hot path: no lock, no allocation, no clock read
 *   open(key)           L1 again > the flight under way > L2      else a ticket, and the method runs
 *   settle(ticket)      the method's result > L1, L2, the flight; where it failed, an entry past its time
 * </pre>
 *
 * <p>Nothing here throws: what goes wrong on our side is a mishap, and the method runs as if we were not there.
 * Thread-safe.
 *
 * @param method what belongs to the method
 * @param l1 its region's, here for the hot path
 * @param ticker likewise
 * @param form likewise
 * @param sharing likewise
 * @param hits likewise
 */
record ReadThrough(CachedMethod method, L1 l1, Ticker ticker, Form form, Sharing sharing, HitCounter hits) {
    /** So often a flight that brought nothing is joined anew before the method runs without one. */
    private static final int ATTEMPTS = 3;

    static ReadThrough of(CachedMethod method) {
        Entries entries = method.entries();
        return new ReadThrough(
                method,
                method.region().l1(),
                entries.ticker(),
                method.form(),
                entries.sharing(),
                method.cache().counts().l1Hits());
    }

    /** True where L1 has what the method returns, as it is. */
    boolean hitsPlainly() {
        return form.isPlain() && sharing.handsKept();
    }

    /** The fresh value, or null: none, or the value is null (which {@link #open} tells apart). */
    @Nullable
    Object hit(Object key) {
        try {
            Entry entry = l1.get(key);
            return entry != null && entry.isHit(ticker.nanos()) ? counted(entry.value()) : null;
        } catch (Throwable mishap) {
            method.mishaps().happened(mishap);
            return null;
        }
    }

    /** As {@link #hit}, where the value is copied for its caller, or wrapped. */
    @Nullable
    Object handedHit(Object key) {
        try {
            Entry entry = l1.get(key);
            return entry != null && entry.isHit(ticker.nanos())
                    ? counted(form.wrapped(sharing.hand(entry.value())))
                    : null;
        } catch (Throwable mishap) {
            method.mishaps().happened(mishap);
            return null;
        }
    }

    /** A null is no answer yet: {@link #open} counts it. */
    private @Nullable Object counted(@Nullable Object value) {
        if (value != null) {
            hits.increment();
        }
        return value;
    }

    /** As the one or the other, for call sites of a process in which traces are taken. */
    @Nullable
    Object tracedHit(Object key) {
        long startNanos = Traces.startNanos();
        Object value = hitsPlainly() ? hit(key) : handedHit(key);
        if (value != null) {
            trace(Outcome.L1, startNanos == 0 ? 0 : System.nanoTime() - startNanos);
        }
        return value;
    }

    /**
     * What is to be done about a call that L1 did not answer: an {@code Object[1]} holds the answer; a
     * {@code Throwable[1]} what the call is to throw; a {@code BiFunction} is a ticket that takes the method's result or
     * exception; null: run the method and tell nobody.
     */
    @Nullable
    Object open(Object key, @Nullable Object self, @Nullable Object[] arguments) {
        try {
            if (method.body().isEntered() || method.readsPast(key)) {
                return null; // It is we who run the method, or what it finds is its transaction's own.
            }
            return open(Call.now(key, self, arguments, method.config().budget()));
        } catch (Throwable mishap) {
            method.mishaps().happened(mishap);
            return null;
        }
    }

    /** As {@link #open(Object, Object, Object[])}, which nothing escapes. */
    @Nullable
    Object open(Call call) {
        Entry stale = null;
        for (int i = 0; i < ATTEMPTS && !call.patience().isOver(); i++) {
            Entry entry = l1.get(call.key());
            if (entry != null && entry.isFresh(ticker.nanos())) {
                if (!entry.isHit(ticker.nanos())) {
                    Refresh.offer(this, call, entry);
                }
                return answer(call, entry.value(), Answer.L1);
            }
            stale = alive(entry);
            Flight mine = new Flight(method.leaseFor());
            Flight theirs = method.region().join(call.key(), mine);
            if (theirs == null) {
                return lead(call, mine, stale);
            }
            if (theirs.isMine()) {
                return null; // A call inside the load itself: recursion, or a proxy's target.
            }
            if (form.isStage()) {
                return method.body().isAvailable() ? new Object[] {Later.follow(this, call, theirs, stale)} : null;
            }
            Object followed = follow(call, theirs, stale);
            if (followed != null) {
                return followed;
            }
        }
        return new Ticket(this, call, stale);
    }

    /** Waits for another's load; null: it brought nothing. */
    private @Nullable Object follow(Call call, Flight theirs, @Nullable Entry stale) {
        Flight.Landing landing = theirs.await(patience(call, stale));
        if (landing instanceof Flight.Landing.Value landed) {
            return answer(call, landed.kept(), landed.answer());
        }
        boolean slow = landing == null && isSoft(stale);
        if (stale != null && (slow || landing instanceof Flight.Landing.Failure)) {
            return answer(call, stale.value(), Answer.STALE);
        }
        if (landing instanceof Flight.Landing.Failure failed) {
            note(Answer.JOINED, call);
            return new Throwable[] {failed.thrown()};
        }
        return null;
    }

    private @Nullable Object lead(Call call, Flight mine, @Nullable Entry known) {
        try {
            long stamp = method.stamp();
            Entry landed = method.region().fresh(call.key(), ticker.nanos());
            if (landed != null) { // Between our look and our flight.
                land(call, mine, landed.value(), Answer.L1);
                return answer(call, landed.value(), Answer.L1);
            }
            Search.Found found = method.search(call, call.patience()).run();
            Entry shared = promoted(call, found, stamp);
            if (shared != null && shared.isFresh(ticker.nanos())) {
                land(call, mine, shared.value(), found.answer());
                return answer(call, shared.value(), found.answer());
            }
            Entry stale = shared == null ? known : alive(shared);
            Ticket ticket = new Ticket(this, call, stale, mine, stamp, found.claim());
            return isSoft(stale) && method.body().isAvailable() ? softly(ticket) : ticket;
        } catch (Throwable mishap) {
            abandon(call.key(), mine);
            throw mishap;
        }
    }

    /** What L2 had, put into L1; null: nothing. */
    @Nullable
    Entry promoted(Call call, Search.Found found, long stamp) {
        Object key = call.key();
        Entry entry = method.sharedEntry(call, found);
        if (entry != null && entry.isAlive(ticker.nanos())) {
            method.region().fence().pass(key, stamp, () -> l1.put(key, entry));
        }
        return entry;
    }

    /** A stale entry stands: the load runs on a thread of ours from the start, and is waited for a while. */
    private @Nullable Object softly(Ticket ticket) {
        Ticket handedOver = ticket.inBackground(this);
        boolean begun = method.loads().begin(method.body().application(), handedOver::run);
        Flight flight = ticket.flight();
        if (!begun || flight == null) {
            return ticket;
        }
        Call call = ticket.call();
        if (form.isStage()) {
            return new Object[] {Later.follow(this, call, flight, ticket.stale())};
        }
        Object followed = follow(call, flight, ticket.stale());
        Entry stale = ticket.stale();
        return followed != null || stale == null ? followed : answer(call, stale.value(), Answer.STALE);
    }

    /** Takes what the method returned or threw; what the call is to return instead, or null: just that. */
    Object @Nullable [] settle(Ticket ticket, @Nullable Object returned, @Nullable Throwable thrown) {
        if (thrown == null && form.isStage()) {
            return returned instanceof CompletionStage<?> stage
                    ? new Object[] {Later.settle(this, ticket, stage)}
                    : settleFailure(ticket, new IllegalStateException("no stage"), false);
        }
        return thrown == null ? settleValue(ticket, returned) : settleFailure(ticket, thrown, true);
    }

    /** @param content what the method, or its stage, brought */
    Object @Nullable [] settleValue(Ticket ticket, @Nullable Object content) {
        Entries.Ready ready = null;
        Call call = ticket.call();
        try {
            if (!form.isNone(content)) {
                ready = method.entries().ready(form.value(content), call.arguments(), call.startNanos());
                ticket.keep(ready);
            }
        } catch (Throwable mishap) {
            method.mishaps().happened(mishap);
        } finally {
            ticket.end(ready, null);
        }
        note(Answer.LOADED, call);
        // What all callers share, the first one shares too: a list that cannot be changed is that from the start.
        return ready != null && sharing.handsKept() && ready.kept() != form.value(content)
                ? new Object[] {form.content(ready.kept())}
                : null;
    }

    /** @param mayBeStale whether an entry past its time may answer instead */
    Object @Nullable [] settleFailure(Ticket ticket, Throwable thrown, boolean mayBeStale) {
        ticket.end(null, thrown);
        Entry stale = alive(ticket.stale());
        if (stale == null
                || !mayBeStale
                || !(thrown instanceof Exception)
                || ticket.call().background()) {
            note(Answer.FAILED, ticket.call());
            return null;
        }
        note(Answer.STALE, ticket.call());
        method.cache().counts().add(Count.COVERED_FAILURES, 1);
        return new Object[] {content(stale.value())};
    }

    /** Keeps a value in both tiers, when it is run: under the fence. */
    Runnable storing(Call call, Entries.Ready ready, @Nullable Claim claim) {
        Object key = call.key();
        String sharedKey = method.cache().sharedKey(key);
        Stamps stamps = claim == null ? Stamps.UNKNOWN : claim.stamps();
        byte[] bytes = method.entries().encoded(ready, method.l2().nowMillis(sharedKey), stamps);
        Entry entry = method.entries().entry(ready, bytes, method.tags().of(call.arguments()));
        return () -> {
            l1.put(key, entry);
            method.cache().counts().add(Count.PUTS, 1);
            if (claim != null && bytes != null) {
                claim.fill(method.l2(), bytes, method.config().keptFor(ready.ttl()))
                        .thenAccept(stored -> method.cache().counts().add(Count.LOST_LEASES, stored ? 0 : 1));
            } else if (claim != null) {
                claim.giveUp(method.l2());
            }
        };
    }

    /** The time for which it may still answer, or null. */
    @Nullable
    Entry alive(@Nullable Entry entry) {
        return entry != null && entry.isAlive(ticker.nanos()) ? entry : null;
    }

    boolean isSoft(@Nullable Entry stale) {
        return stale != null && !method.config().loaderSoftTimeout().isZero();
    }

    Duration patience(Call call, @Nullable Entry stale) {
        Duration soft = isSoft(stale) ? method.config().loaderSoftTimeout() : Duration.ZERO;
        return call.patience().leftUpTo(soft);
    }

    /** What a stage or publisher brings for what is kept. */
    @Nullable
    Object content(@Nullable Object kept) {
        return form.content(sharing.hand(kept));
    }

    Object[] answer(Call call, @Nullable Object kept, Answer how) {
        note(how, call);
        return new Object[] {form.wrapped(sharing.hand(kept))};
    }

    /** The call is answered; of what goes on in the background, it is counted that the method ran. */
    void note(Answer how, Call call) {
        long tookNanos = System.nanoTime() - call.startNanos();
        if (how == Answer.LOADED || how == Answer.FAILED) {
            Events.loaded(method.cache().name(), method.name(), how, call.background(), tookNanos);
        }
        if (call.background()) {
            Count ran = how == Answer.LOADED ? Count.BACKGROUND_LOADS : Count.BACKGROUND_FAILURES;
            method.cache().counts().add(ran, 1);
        } else {
            method.cache().counts().answered(how, tookNanos);
            trace(how.outcome(), tookNanos);
        }
    }

    void trace(Outcome outcome, long tookNanos) {
        Traces.note(method.cache().name(), method.name(), outcome, tookNanos);
    }

    /** @param from where its own call has it from */
    void land(Call call, Flight mine, @Nullable Object kept, Answer from) {
        method.region().leave(call.key(), mine);
        mine.land(kept, from);
    }

    void abandon(Object key, Flight mine) {
        mine.landWithNothing();
        try {
            method.region().leave(key, mine);
        } catch (Throwable mishap) {
            method.mishaps().happened(mishap); // A hashCode of the application that throws, for one.
        }
    }
}
