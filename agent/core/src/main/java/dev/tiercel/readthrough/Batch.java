package dev.tiercel.readthrough;

import dev.tiercel.Outcome;
import dev.tiercel.entry.Entry;
import dev.tiercel.metrics.Answer;
import dev.tiercel.metrics.Count;
import dev.tiercel.readthrough.BatchItem.State;
import dev.tiercel.readthrough.Search.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that answers many keys at once.
 *
 * <pre>
 *   every key ── L1 ──▶ flight is ours ── L2, all in one ──┬─ missing: due ──▶ one call of the method
 *                  │                                       └─ another instance loads it ──▶ polled
 *                  └──▶ another thread loads it ──▶ followed
 * </pre>
 *
 * <p>What is due is loaded, and told to all who wait, before this call waits for anybody; and it polls L2 before it
 * follows other threads, because it leads the flights of what it polls. So whoever waits for a flight leads none, and
 * whoever waits for a lease holds none: overlapping batches never wait for each other in a circle. The price is that a
 * key for which others brought nothing in the end is loaded by a call of the method of its own; no key is ever asked for
 * twice.
 *
 * <p>Of one thread.
 */
final class Batch {
    /** So often a flight that brought nothing is looked for anew before the method runs without one. */
    private static final int ATTEMPTS = 3;

    private final BatchRead method;
    private final ReadThrough path;
    private final @Nullable Object[] handedOver;
    private final @Nullable Object[] ids;
    private final BatchLoad load;
    private final BatchSearch search;
    private final Patience patience;
    private final long startNanos = System.nanoTime();

    /** The keys, in the order in which the caller first named them. */
    private final Map<Object, BatchItem> items = new LinkedHashMap<>();

    /** One for each id. */
    private final List<BatchItem> called = new ArrayList<>();

    /** The farthest tier that had to be asked. */
    private Outcome outcome = Outcome.L1;

    /** @throws Throwable a key cannot be told */
    Batch(
            BatchRead method,
            @Nullable Object[] handedOver,
            @Nullable Object self,
            @Nullable Object[] arguments,
            @Nullable Object[] ids)
            throws Throwable {
        this.method = method;
        this.path = method.path();
        this.handedOver = handedOver.clone();
        this.ids = ids;
        this.patience = Patience.from(startNanos, path.method().config().budget());
        this.search = new BatchSearch(path.method(), patience, this::found);
        for (Object id : ids) {
            if (id != null) {
                Object key = method.keys().ofId(this.handedOver, id);
                BatchItem item = items.get(key);
                if (item == null) {
                    item = new BatchItem(id, new Call(key, self, arguments, startNanos, patience, false));
                    items.put(key, item);
                }
                item.occurs();
                called.add(item);
            }
        }
        this.load = new BatchLoad(method, this.handedOver, self, arguments, items);
    }

    /** As {@link ReadThrough#open}. */
    @Nullable
    Object run() {
        Throwable thrown;
        try {
            thrown = rounds();
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            load.abandon();
            if (!load.hasRun()) {
                return null;
            }
            // The method is not to be asked again for what it has answered: only what is left runs without us.
            List<BatchItem> left = items.values().stream()
                    .filter(item -> item.state != State.DONE)
                    .toList();
            thrown = left.isEmpty() ? null : loadAll(left);
        }
        if (thrown != null) {
            load.abandon();
            path.trace(Outcome.LOADER, System.nanoTime() - startNanos);
            return new Throwable[] {thrown};
        }
        path.trace(outcome, System.nanoTime() - startNanos);
        return new Object[] {load.isMisfitAlone() ? load.returned() : result()};
    }

    private Object result() {
        return BatchForm.result(method.each(), ids, called, load.others());
    }

    /** Goes on until every key is done; what the method threw, or null. */
    private @Nullable Throwable rounds() {
        lookUp();
        while (true) {
            List<BatchItem> due = in(State.DUE);
            if (!due.isEmpty()) {
                Throwable thrown = loadAll(due);
                if (thrown != null) {
                    return thrown;
                }
                continue;
            }
            List<BatchItem> polled = in(State.POLLED);
            if (!polled.isEmpty()) {
                search.poll(polled);
                continue;
            }
            List<BatchItem> followed = in(State.FOLLOWED);
            if (followed.isEmpty()) {
                return null;
            }
            Throwable thrown = follow(followed);
            if (thrown != null) {
                return thrown;
            }
            lookUp();
        }
    }

    private List<BatchItem> in(State state) {
        return items.values().stream().filter(item -> item.state == state).toList();
    }

    /** L1 and the flights under way, then L2 for those that are ours. */
    private void lookUp() {
        in(State.UNKNOWN).forEach(this::look);
        List<BatchItem> led = in(State.LED);
        if (led.isEmpty()) {
            return;
        }
        long stamp = path.method().stamp();
        List<BatchItem> missing = new ArrayList<>();
        for (BatchItem item : led) {
            item.stamp = stamp;
            Entry landed =
                    path.method().region().fresh(item.key(), path.ticker().nanos());
            if (landed != null) { // Between our look and our flight.
                land(item, landed, Answer.L1);
            } else {
                missing.add(item);
            }
        }
        if (!missing.isEmpty()) {
            search.run(missing);
        }
    }

    private void look(BatchItem item) {
        Entry entry = path.l1().get(item.key());
        if (entry != null && entry.isFresh(path.ticker().nanos())) {
            answer(item, entry.value(), Answer.L1);
            return;
        }
        item.stale = path.alive(entry);
        if (item.attempts++ == ATTEMPTS || patience.isOver() || path.method().readsPast(item.key())) {
            item.state = State.DUE;
            return;
        }
        BatchFlight mine = new BatchFlight(method);
        Flight theirs = path.method().region().join(item.key(), mine);
        if (theirs == null) {
            item.mine = mine;
            item.state = State.LED;
        } else {
            item.theirs = theirs;
            // In a call inside that load itself, nobody is to be waited for.
            item.state = theirs.isMine() ? State.DUE : State.FOLLOWED;
        }
    }

    private void found(BatchItem item, Found found) {
        item.claim = found.claim();
        Entry shared = path.promoted(item.call, found, item.stamp);
        if (shared != null && shared.isFresh(path.ticker().nanos())) {
            land(item, shared, found.answer());
            return;
        }
        item.stale = shared == null ? item.stale : path.alive(shared);
        item.state = State.DUE;
    }

    private void land(BatchItem item, Entry entry, Answer from) {
        answer(item, entry.value(), from);
        BatchFlight mine = item.mine;
        if (mine != null) {
            item.mine = null;
            path.land(item.call, mine, entry.value(), from);
        }
    }

    private void answer(BatchItem item, @Nullable Object kept, Answer from) {
        item.endWithCopies(() -> path.sharing().hand(kept));
        count(from);
        outcome = from.outcome().compareTo(outcome) > 0 ? from.outcome() : outcome;
    }

    /** Each key counts as a call. */
    private void count(Answer how) {
        // L1's time is not wanted, and the clock would cost more than the hit.
        path.method().cache().counts().answered(how, how == Answer.L1 ? 0 : System.nanoTime() - startNanos);
    }

    /** One call of the method; what it threw where nothing else answers, or null. */
    private @Nullable Throwable loadAll(List<BatchItem> due) {
        Throwable thrown = load.run(due);
        if (thrown == null) {
            due.forEach(item -> count(Answer.LOADED));
            outcome = Outcome.LOADER;
            return null;
        }
        boolean stale = thrown instanceof Exception && due.stream().allMatch(item -> path.alive(item.stale) != null);
        if (stale && answerStale(due)) {
            path.method().cache().counts().add(Count.COVERED_FAILURES, due.size());
            return null;
        }
        due.forEach(item -> count(Answer.FAILED));
        return thrown;
    }

    private boolean answerStale(List<BatchItem> due) {
        try {
            for (BatchItem item : due) {
                Entry stale = item.stale;
                answer(item, stale == null ? null : stale.value(), Answer.STALE);
            }
            return true;
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            return false;
        }
    }

    /** Waits for the loads of others; what one of them threw that is ours too, or null. */
    private @Nullable Throwable follow(List<BatchItem> followed) {
        for (BatchItem item : followed) {
            Flight theirs = item.theirs;
            Flight.Landing landing = theirs == null ? null : theirs.await(patience.left());
            if (landing instanceof Flight.Landing.Value landed) {
                answer(item, landed.kept(), landed.answer());
            } else if (landing == null) {
                item.state = State.DUE; // Out of patience: it loads for itself.
            } else if (theirs instanceof BatchFlight batch && batch.isAbsentFor(method)) {
                count(Answer.JOINED);
                item.endAbsent();
            } else {
                Throwable thrown =
                        theirs instanceof BatchFlight batch ? batch.failureFor(method, items.keySet()) : null;
                boolean failed = thrown != null || landing instanceof Flight.Landing.Failure;
                Entry stale = failed ? path.alive(item.stale) : null;
                if (stale != null) {
                    answer(item, stale.value(), Answer.STALE);
                } else if (thrown != null) {
                    count(Answer.JOINED);
                    return thrown;
                } else {
                    item.state = State.UNKNOWN;
                }
            }
        }
        return null;
    }
}
