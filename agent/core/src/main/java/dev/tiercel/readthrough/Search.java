package dev.tiercel.readthrough;

import dev.tiercel.codec.Decoded;
import dev.tiercel.codec.ValueCodec;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Pending;
import dev.tiercel.l2.Reply;
import dev.tiercel.metrics.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call's way through L2: the entry, or the right to load it, which one instance has at a time.
 *
 * <pre>
 *   the epochs of the cache ── not known ──────▶ nothing
 *    │
 *   get ── entry ──────────────────────────────▶ fresh: that is it
 *    │        └ past its time ── lease beside ─┐
 *    ├ nothing, or of no use ─── lease ────────┼▶ granted: load, and store under the lease
 *    └ somebody's lease ── pause, get again ◀──┘ not granted
 * </pre>
 *
 * <p>For one call and one thread at a time.
 */
final class Search {
    /**
     * How it ended.
     *
     * @param entry fresh or past its time; null: there is none of use
     * @param claim the right to load and store; null: there is none
     * @param taken whether somebody else has it
     * @param awaited whether the entry came while the load of another instance was waited for
     */
    record Found(
            @Nullable Decoded entry, int bytes, @Nullable Claim claim, boolean taken, boolean awaited) {
        static final Found NOTHING = new Found(null, 0, null, false, false);

        /** What its entry answers as. */
        Answer answer() {
            return awaited ? Answer.JOINED_ELSEWHERE : Answer.L2;
        }
    }

    /**
     * What is searched.
     *
     * @param key in L2
     * @param epochs which entries count
     * @param tags that the entry would have if it was loaded now
     */
    record Place(String key, CacheEpochs epochs, Tags tags) {}

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Place place;
    private final L2 l2;
    private final String key;
    private final ValueCodec codec;
    private final Duration leaseFor;
    private final Patience patience;
    private final boolean pauses;
    private final long enoughMillis;

    /** Of now, before anything is read: a load that is to come is stored under these. */
    private Stamps stamps = Stamps.UNKNOWN;

    private @Nullable Lease asked;
    private @Nullable Found stale;
    private byte @Nullable [] standing;
    private byte @Nullable [] beside;
    private boolean pausing;
    private boolean awaited;
    private long pauseNanos = FIRST_PAUSE_NANOS;

    private Search(
            Place place,
            L2 l2,
            ValueCodec codec,
            Duration leaseFor,
            Patience patience,
            boolean pauses,
            long enoughMillis) {
        this.place = place;
        this.l2 = l2;
        this.key = place.key();
        this.codec = codec;
        this.leaseFor = leaseFor;
        this.patience = patience;
        this.pauses = pauses;
        this.enoughMillis = enoughMillis;
    }

    /** For a fresh entry, or the right to load one; where another instance loads, it is waited for. */
    static Search fresh(Place place, L2 l2, ValueCodec codec, Duration leaseFor, Patience patience) {
        return new Search(place, l2, codec, leaseFor, patience, true, 0);
    }

    /** For an entry that is fresh for longer than that, or the right to load one; nobody is waited for. */
    static Search fresher(
            Place place, L2 l2, ValueCodec codec, Duration leaseFor, Patience patience, long enoughMillis) {
        return new Search(place, l2, codec, leaseFor, patience, false, enoughMillis);
    }

    /** Waits for the end. */
    Found run() {
        if (!l2.isUsable() || !begin(await(epochs(), patience, Stamps.UNKNOWN))) {
            return Found.NOTHING;
        }
        Reply reply = await(l2.get(key), patience, Reply.AWAY);
        while (true) {
            Found end = end(reply);
            if (end != null) {
                return end;
            }
            if (pausing && !pause()) {
                return withoutClaim(true);
            }
            reply = await(next(), patience, Reply.AWAY);
        }
    }

    /** As {@link #run}, without waiting. */
    CompletionStage<Found> later() {
        return l2.isUsable()
                ? epochs().later().thenCompose(this::laterBegin)
                : CompletableFuture.completedFuture(Found.NOTHING);
    }

    private CompletionStage<Found> laterBegin(Stamps now) {
        return begin(now)
                ? l2.get(key).later().thenCompose(this::laterAfter)
                : CompletableFuture.completedFuture(Found.NOTHING);
    }

    /** The stamps under which the search is to begin. */
    Pending<Stamps> epochs() {
        return place.epochs().now(place.tags());
    }

    /** Takes them; false: they are not known, and nothing is to be searched. */
    boolean begin(Stamps now) {
        stamps = now;
        return now.isKnown();
    }

    private CompletionStage<Found> laterAfter(Reply reply) {
        Found end = end(reply);
        if (end != null) {
            return CompletableFuture.completedFuture(end);
        }
        if (!pausing) {
            return next().later().thenCompose(this::laterAfter);
        }
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        return pause.completeOnTimeout(true, jittered(), TimeUnit.NANOSECONDS)
                .thenCompose(over -> next().later())
                .thenCompose(this::laterAfter);
    }

    /** The budget is usually far longer than L2's own deadline; where it is not, no more than the budget is waited. */
    static <T> T await(Pending<T> pending, Patience patience, T otherwise) {
        Duration left = patience.left();
        if (left.compareTo(Duration.ofSeconds(1)) >= 0) {
            return pending.await();
        }
        try {
            return pending.later().toCompletableFuture().get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException | TimeoutException outOfPatience) {
            return otherwise;
        }
    }

    String key() {
        return key;
    }

    /** True where the next step is to be made after a pause: another instance loads. */
    boolean isPausing() {
        return pausing;
    }

    /** Waits a little; false: the thread was interrupted, which stays set. */
    boolean pause() {
        LockSupport.parkNanos(jittered());
        return !Thread.currentThread().isInterrupted();
    }

    /** How it ends with this reply; null: it does not. */
    @Nullable
    Found end(Reply reply) {
        pausing = false;
        Lease lease = asked;
        if (reply instanceof Reply.Granted && lease != null) {
            return granted(lease);
        }
        if (reply instanceof Reply.Leased leased) {
            if (isOutdated(leased) && !patience.isOver()) {
                return overOutdated(leased);
            }
            pausing = pauses && leased.forLoad() && !patience.isOver();
            awaited |= pausing;
            asked = null;
            return pausing ? null : withoutClaim(true);
        }
        if (reply instanceof Reply.Away) {
            return withoutClaim(false);
        }
        standing = reply instanceof Reply.Value value ? value.bytes() : null;
        Decoded entry = standing == null ? null : current(codec.decode(standing));
        stale = entry == null || standing == null ? null : new Found(entry, standing.length, null, false, awaited);
        if (entry != null && entry.freshUntilMillis() - l2.nowMillis(key) > enoughMillis) {
            return stale;
        }
        if (asked != null && patience.isOver()) {
            return withoutClaim(false);
        }
        asked = Lease.forLoad(stamps);
        return null;
    }

    /** What is loaded under it counts no more, or comes from a method that gives its entries other tags. */
    private boolean isOutdated(Reply.Leased leased) {
        return leased.forLoad() && leased.epoch() != stamps.digest();
    }

    /** Nobody waits for it: ours takes its place, where it still stands. */
    private @Nullable Found overOutdated(Reply.Leased leased) {
        if (stale == null) {
            standing = leased.token();
        } else {
            beside = leased.token();
        }
        asked = Lease.forLoad(stamps);
        return null;
    }

    /** Null: it is of an epoch that is over, and of no use. */
    private @Nullable Decoded current(@Nullable Decoded entry) {
        return entry != null && place.epochs().areCurrent(entry.stamps()) ? entry : null;
    }

    private Found granted(Lease lease) {
        byte[] entry = standing;
        return stale == null || entry == null
                ? new Found(null, 0, Claim.ofNothing(key, lease, stamps), false, false)
                : new Found(stale.entry(), stale.bytes(), Claim.ofEntry(key, entry, lease, stamps), false, false);
    }

    /** How it ends where there is no more waiting. */
    Found withoutClaim(boolean taken) {
        Found known = stale == null ? Found.NOTHING : stale;
        return taken ? new Found(known.entry(), known.bytes(), null, true, false) : known;
    }

    /** The next step, sent. */
    Pending<Reply> next() {
        Lease lease = asked;
        if (pausing || lease == null) {
            return l2.get(key);
        }
        return stale == null
                ? l2.lease(key, lease, leaseFor, standing)
                : l2.lease(key + Claim.REFRESH, lease, leaseFor, beside);
    }

    private long jittered() {
        long pause = pauseNanos;
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause);
    }
}
