package dev.tiercel.readthrough;

import dev.tiercel.entry.Entry;
import dev.tiercel.metrics.Answer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Eager refresh: an entry is loaded anew before its time is over, in the background, by one thread of one instance. The
 * others take what that one has left in L2.
 */
final class Refresh {
    /** Two clocks are compared, and one of them is coarse. */
    private static final long MARGIN_MILLIS = 30;

    private Refresh() {}

    /** Begins, unless somebody is at it. */
    static void offer(ReadThrough path, Call call, Entry entry) {
        Region region = path.method().region();
        if (region.flights().containsKey(call.key())) {
            return;
        }
        Flight mine = new Flight(path.method().leaseFor());
        mine.letGo();
        if (region.join(call.key(), mine) != null) {
            return;
        }
        boolean begun = path.method().body().isAvailable()
                && path.method().loads().begin(path.method().body().application(), () -> run(path, call, mine, entry));
        if (!begun) {
            path.abandon(call.key(), mine);
        }
    }

    private static void run(ReadThrough path, Call call, Flight mine, Entry entry) {
        try {
            mine.takeOver();
            long stamp = path.method().region().fence().stamp();
            mine.onLanding(landing -> {
                if (!(landing instanceof Flight.Landing.Value)) {
                    postpone(path, call, entry);
                }
            });
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(
                    entry.freshUntilNanos() - path.ticker().nanos());
            Search.Found found = path.method()
                    .searchFresher(call, leftMillis + MARGIN_MILLIS)
                    .run();
            Entry shared = fresher(path, call, found, entry);
            if (shared != null) {
                path.method().region().fence().pass(call.key(), stamp, () -> path.l1()
                        .put(call.key(), shared));
                path.land(call, mine, shared.value(), Answer.L2);
            } else if (found.taken()) {
                path.abandon(call.key(), mine);
            } else {
                new Ticket(path, call.inBackground(), null, mine, stamp, found.claim()).run();
            }
        } catch (Throwable mishap) {
            path.method().mishaps().happened(mishap);
            path.abandon(call.key(), mine);
        }
    }

    /** A refresh that came to nothing is tried again after a quarter of what is left; hits need no thought till then. */
    private static void postpone(ReadThrough path, Call call, Entry entry) {
        long now = path.ticker().nanos();
        long pause = (entry.freshUntilNanos() - now) / 4;
        if (pause > 0) {
            // It may have been dropped before the refresh began, and no fence tells that.
            path.l1().replace(call.key(), entry, entry.hitFor(now + pause));
        }
    }

    /** What another instance has left in L2, if it is fresher than what we have. */
    private static @Nullable Entry fresher(ReadThrough path, Call call, Search.Found found, Entry entry) {
        Entry shared = found.claim() == null ? path.method().sharedEntry(call, found) : null;
        return shared != null && shared.freshUntilNanos() - entry.freshUntilNanos() > 0 ? shared : null;
    }
}
