package dev.tiercel.readthrough;

import dev.tiercel.Outcome;
import dev.tiercel.codec.Decoded;
import dev.tiercel.codec.ValueCodec;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Ticker;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Reply;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The read path of one woven method, from top to bottom as a call goes through it.
 *
 * <pre>
 *   hit(key)            L1                                        the hot path: no lock, no allocation, no clock read
 *   open(key)           L1 again > the flight under way > L2      else a ticket, and the method runs
 *   settle(ticket)      the method's result > L1, L2, the flight
 * </pre>
 *
 * <p>Nothing here throws: what goes wrong on our side is a mishap, and the method runs as if we were not there. A record,
 * because the virtual machine trusts a record's fields: the call site holds this record as a constant, so its region,
 * cache and clock are constants too. Thread-safe.
 *
 * @param name the method, as {@code ClassName.method}
 * @param cache the cache it belongs to
 * @param region where its entries are in this process
 * @param ticker the clock of the entries in this process
 * @param config how long entries live and callers wait
 * @param codec its values as bytes
 * @param l2 the shared tier
 * @param mishaps what went wrong on our side
 */
record ReadThrough(
        String name,
        Cache cache,
        Region region,
        Ticker ticker,
        CacheConfig config,
        ValueCodec codec,
        L2 l2,
        Mishaps mishaps) {

    /** What an entry is taken to weigh whose bytes are not known. */
    private static final int UNKNOWN_SIZE_BYTES = 1_024;

    /** A value in memory takes about this many times its bytes on the wire. */
    private static final int MEMORY_FACTOR = 3;

    /** The fresh value, or null: none, or the value is null (which {@link #open} tells apart). */
    @Nullable
    Object hit(Object key) {
        try {
            Entry entry = region.l1().get(key);
            return entry != null && entry.isFresh(ticker.nanos()) ? entry.value() : null;
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            return null;
        }
    }

    /** As {@link #hit}, for call sites of a process in which traces are taken. */
    @Nullable
    Object tracedHit(Object key) {
        long startNanos = Traces.startNanos();
        Object value = hit(key);
        if (value != null) {
            Traces.note(cache.name(), name, Outcome.L1, startNanos);
        }
        return value;
    }

    /**
     * What is to be done about a call that L1 did not answer: an {@code Object[1]} holds the answer; a
     * {@code Throwable[1]} what the call is to throw; a {@code BiFunction} is a ticket that takes the method's result or
     * exception; null: run the method and tell nobody.
     */
    @Nullable
    Object open(Object key) {
        Flight mine = new Flight();
        try {
            long startNanos = Traces.startNanos();
            Entry entry = region.fresh(key, ticker.nanos());
            if (entry != null) {
                return answer(entry.value(), Outcome.L1, startNanos);
            }
            Flight theirs = region.join(key, mine);
            return theirs == null ? lead(key, mine, startNanos) : follow(theirs, startNanos);
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
            abandon(key, mine);
            return null;
        }
    }

    private @Nullable Object follow(Flight theirs, long startNanos) {
        if (theirs.isMine()) {
            return null; // A call inside the load itself: recursion, or a proxy's target.
        }
        Flight.Landing landing = theirs.await(config.budget());
        if (landing instanceof Flight.Landing.Value landed) {
            return answer(landed.value(), landed.outcome(), startNanos);
        }
        Traces.note(cache.name(), name, Outcome.LOADER, startNanos);
        return landing instanceof Flight.Landing.Failure failed ? new Throwable[] {failed.thrown()} : null;
    }

    private Object lead(Object key, Flight mine, long startNanos) {
        long stamp = region.fence().stamp();
        Entry entry = region.fresh(key, ticker.nanos()); // Landed between our look and our flight?
        Outcome outcome = Outcome.L1;
        if (entry == null) {
            entry = fromL2(key, stamp);
            outcome = Outcome.L2;
        }
        if (entry == null) {
            return new Ticket(this, key, mine, stamp, startNanos);
        }
        region.leave(key, mine);
        mine.land(entry.value(), outcome);
        return answer(entry.value(), outcome, startNanos);
    }

    private @Nullable Entry fromL2(Object key, long stamp) {
        if (!l2.isUsable()) {
            return null;
        }
        String sharedKey = cache.sharedKey(key);
        byte[] bytes = l2.get(sharedKey).await() instanceof Reply.Value found ? found.bytes() : null;
        Decoded decoded = bytes == null ? null : codec.decode(bytes);
        if (bytes == null || decoded == null) {
            return null;
        }
        long leftMillis = Math.min(
                decoded.freshUntilMillis() - l2.nowMillis(sharedKey),
                config.ttl().toMillis());
        if (leftMillis <= 0) {
            return null;
        }
        Entry entry = entry(decoded.value(), Duration.ofMillis(leftMillis), bytes.length);
        region.fence().pass(key, stamp, () -> region.l1().put(key, entry));
        return entry;
    }

    /** Takes what the method returned or threw. */
    void settle(Ticket ticket, @Nullable Object value, @Nullable Throwable thrown) {
        Object key = ticket.key();
        try {
            if (thrown == null) {
                region.fence().pass(key, ticket.stamp(), storing(key, value));
            }
        } catch (Throwable mishap) {
            mishaps.happened(mishap);
        }
        try {
            region.leave(key, ticket.flight());
        } finally {
            land(ticket.flight(), value, thrown);
        }
        Traces.note(cache.name(), name, Outcome.LOADER, ticket.startNanos());
    }

    private static void land(Flight flight, @Nullable Object value, @Nullable Throwable thrown) {
        if (thrown == null) {
            flight.land(value, Outcome.LOADER);
        } else {
            flight.fail(thrown);
        }
    }

    /**
     * Keeps a value in both tiers, when it is run: under the fence. The value is encoded here and now, before its caller
     * can change it.
     */
    Runnable storing(Object key, @Nullable Object value) {
        Duration ttl = jittered();
        String sharedKey = cache.sharedKey(key);
        byte[] bytes = codec.encode(value, l2.nowMillis(sharedKey) + ttl.toMillis(), ttl.toMillis());
        Entry entry = entry(value, ttl, bytes == null ? UNKNOWN_SIZE_BYTES : bytes.length);
        return () -> {
            region.l1().put(key, entry);
            if (bytes != null && l2.isUsable()) {
                l2.fill(sharedKey, new byte[0], bytes, ttl);
            }
        };
    }

    private Entry entry(@Nullable Object value, Duration freshFor, int wireBytes) {
        return new Entry(value, ticker.nanos() + freshFor.toNanos(), wireBytes * MEMORY_FACTOR);
    }

    /** The ttl, shortened at random: entries loaded together do not expire together. */
    private Duration jittered() {
        long ttlMillis = config.ttl().toMillis();
        double shorter = ThreadLocalRandom.current().nextDouble() * config.ttlJitter();
        return Duration.ofMillis(Math.max(1, ttlMillis - (long) (ttlMillis * shorter)));
    }

    private Object answer(@Nullable Object value, Outcome outcome, long startNanos) {
        Traces.note(cache.name(), name, outcome, startNanos);
        return new Object[] {value};
    }

    private void abandon(Object key, Flight mine) {
        mine.landWithNothing();
        try {
            region.leave(key, mine);
        } catch (Throwable mishap) {
            mishaps.happened(mishap); // A hashCode of the application that throws, for one.
        }
    }

    /** A load that this method's caller has to do: whoever holds it takes the result, once. */
    record Ticket(ReadThrough method, Object key, Flight flight, long stamp, long startNanos)
            implements BiFunction<Object, Throwable, Object[]> {
        @Override
        public Object @Nullable [] apply(@Nullable Object value, @Nullable Throwable thrown) {
            try {
                method.settle(this, value, thrown);
            } catch (Throwable mishap) {
                method.mishaps.happened(mishap);
            }
            return null;
        }
    }
}
