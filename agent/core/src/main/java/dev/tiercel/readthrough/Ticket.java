package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.metrics.Answer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A load that has to be done: whoever holds it runs the method and hands over the result, once. It answers what the call
 * is to return instead, {@code Object[1]}, or null: the result itself.
 *
 * @param stale what may answer if the method fails; null: nothing
 * @param flight who waits for it; null: nobody, and the result is not kept
 * @param stamp where the fence stood when the load began
 * @param claim what it may store under in L2; null: it must not
 */
record Ticket(
        ReadThrough path,
        Call call,
        @Nullable Entry stale,
        @Nullable Flight flight,
        long stamp,
        @Nullable Claim claim) implements BiFunction<Object, Throwable, Object[]> {

    /** For a call that ran out of patience: it loads for itself. */
    Ticket(ReadThrough path, Call call, @Nullable Entry stale) {
        this(path, call, stale, null, 0, null);
    }

    @Override
    public Object @Nullable [] apply(@Nullable Object returned, @Nullable Throwable thrown) {
        try {
            return path.settle(this, returned, thrown);
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            endSafely();
            return null;
        }
    }

    /** Whatever fails again here, the method's own result or exception is what its caller gets. */
    void endSafely() {
        try {
            end(null, null);
        } catch (Throwable again) {
            path.method().mishaps().happened(again);
        }
    }

    /** The same load, for a caller who has been answered, or will be by the flight. */
    Ticket inBackground(ReadThrough by) {
        return new Ticket(by, call.inBackground(), stale, flight, stamp, claim);
    }

    /** Runs the method on this thread, and settles. */
    void run() {
        if (flight != null) {
            flight.takeOver();
        }
        Body.Result result = path.method().body().run(call.self(), call.arguments());
        if (result.ran() || result.thrown() != null) {
            apply(result.returned(), result.thrown());
        } else {
            end(null, null); // L1 answered: somebody else has loaded it meanwhile.
        }
    }

    /** Stores the value if it is to be kept and nothing came between. */
    void keep(Entries.Ready ready) {
        if (flight == null || !ready.isToBeKept() || isUncommitted()) {
            return;
        }
        boolean stored = false;
        try {
            stored = path.method().region().fence().pass(call.key(), stamp, path.storing(call, ready, claim));
        } finally {
            if (!stored && claim != null) {
                claim.giveUp(path.method().l2());
            }
        }
    }

    /** True where the load itself has written, in a transaction that goes on: what it brought is nobody else's yet. */
    private boolean isUncommitted() {
        return path.method().cache().transactions().seesUncommitted();
    }

    /** Tells all who wait; null and null: there is nothing for them. */
    void end(Entries.@Nullable Ready brought, @Nullable Throwable thrown) {
        Entries.Ready ready = brought == null || isUncommitted() ? null : brought;
        try {
            if (claim != null && (ready == null || !ready.isToBeKept())) {
                claim.giveUp(path.method().l2());
            }
        } finally {
            if (flight != null) {
                leave(flight, ready, thrown);
            }
        }
    }

    private void leave(Flight mine, Entries.@Nullable Ready ready, @Nullable Throwable thrown) {
        try {
            path.method().region().leave(call.key(), mine);
        } finally {
            if (ready != null) {
                mine.land(ready.kept(), Answer.LOADED);
            } else if (thrown != null) {
                mine.fail(thrown);
            } else {
                mine.landWithNothing();
            }
        }
    }
}
