package dev.tiercel.readthrough;

import dev.tiercel.codec.Decoded;
import dev.tiercel.codec.Sharing;
import dev.tiercel.codec.ValueCodec;
import dev.tiercel.config.CacheConfig;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.entry.Ticker;
import dev.tiercel.expression.Expression;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From the values of one method to entries: whether a value is kept, as what, and for how long. Thread-safe.
 *
 * @param ticker the clock of the entries in this process
 * @param config how long entries live
 * @param codec values as bytes
 * @param sharing what is kept of a value
 * @param valueTtl what the value says of its time
 * @param unless null: every value is kept
 * @param inSync whether what other instances drop is heard; an entry that is made while it is not lives for max-staleness, from
 *     the moment at which what it holds was asked for: whatever came after that was not heard
 */
record Entries(
        Ticker ticker,
        CacheConfig config,
        ValueCodec codec,
        Sharing sharing,
        ValueTtl valueTtl,
        @Nullable Expression unless,
        BooleanSupplier inSync) {

    /** As long as any ttl of the configuration may be. */
    static final Duration LONGEST = Duration.ofDays(3650);

    /** What an entry is taken to weigh whose bytes are not known. */
    private static final int UNKNOWN_SIZE_BYTES = 1_024;

    /** A value in memory takes about this many times its bytes on the wire. */
    private static final int MEMORY_FACTOR = 3;

    /**
     * A value, made ready.
     *
     * @param kept as L1 keeps it
     * @param ttl how long it is fresh; zero: it is not to be kept, only handed on
     * @param sinceNanos when the call began that brought it, by the clock of the JVM
     */
    record Ready(@Nullable Object kept, Duration ttl, long sinceNanos) {
        boolean isToBeKept() {
            return !ttl.isZero();
        }
    }

    /**
     * Makes a value ready, here and now, before its caller can change it.
     *
     * @param arguments of the method, as its {@code unless} knows them
     * @param sinceNanos when the call began that brought it, by the clock of the JVM
     * @throws Throwable it cannot be copied, or what the application has to say of it failed
     */
    Ready ready(@Nullable Object value, @Nullable Object[] arguments, long sinceNanos) throws Throwable {
        Object kept = sharing.keep(value);
        boolean left = unless != null && unless.test(arguments, value);
        return new Ready(kept, left ? Duration.ZERO : ttl(value), sinceNanos);
    }

    private Duration ttl(@Nullable Object value) throws Throwable {
        if (value == null) {
            Duration negative = config.negativeTtl();
            return jittered(negative.compareTo(config.ttl()) < 0 ? negative : config.ttl());
        }
        Duration told = valueTtl.of(value);
        if (told == null) {
            return jittered(config.ttl());
        }
        // What the value says is exact, but for what no clock of ours can tell.
        return told.toMillis() <= 0 ? Duration.ZERO : told.compareTo(LONGEST) > 0 ? LONGEST : told;
    }

    /** Shortened at random: entries loaded together do not expire together. */
    private Duration jittered(Duration ttl) {
        long ttlMillis = ttl.toMillis();
        double shorter = ThreadLocalRandom.current().nextDouble() * config.ttlJitter();
        return Duration.ofMillis(Math.max(1, ttlMillis - (long) (ttlMillis * shorter)));
    }

    /**
     * The bytes for L2; null: the value would not come back as it is.
     *
     * @param stamps as they were when its load began
     */
    byte @Nullable [] encoded(Ready ready, long nowMillis, Stamps stamps) {
        long ttlMillis = ready.ttl().toMillis();
        return codec.encode(ready.kept(), nowMillis + ttlMillis, ttlMillis, stamps);
    }

    /** The entry for a value just loaded. */
    Entry entry(Ready ready, byte @Nullable [] bytes, Tags tags) {
        int size = bytes == null ? UNKNOWN_SIZE_BYTES : bytes.length;
        long ttlNanos = ready.ttl().toNanos();
        return entry(ready.kept(), sure(ttlNanos, ready.sinceNanos()), ttlNanos, ttlNanos, size, tags);
    }

    /**
     * The entry for what L2 had, fresh or past its time.
     *
     * @param nowMillis by the clock of L2
     * @param sinceNanos when the call began that found it, by the clock of the JVM
     */
    Entry entry(Decoded decoded, int bytes, long nowMillis, long sinceNanos) {
        long ttlMillis = Math.max(1, decoded.ttlMillis());
        long leftMillis = Math.min(decoded.freshUntilMillis() - nowMillis, ttlMillis);
        if (valueTtl == ValueTtl.NONE) {
            leftMillis = Math.min(leftMillis, config.ttl().toMillis());
        }
        Tags tags = decoded.stamps().tags();
        long leftNanos = leftMillis * 1_000_000;
        Object kept = sharing.keep(decoded.value());
        return entry(kept, sure(leftNanos, sinceNanos), leftNanos, ttlMillis * 1_000_000, bytes, tags);
    }

    /** For how long it answers, of what is left of its ttl. */
    private long sure(long leftNanos, long sinceNanos) {
        return inSync.getAsBoolean()
                ? leftNanos
                : Math.min(leftNanos, config.maxStaleness().toNanos() - (System.nanoTime() - sinceNanos));
    }

    private Entry entry(@Nullable Object kept, long sure, long leftNanos, long ttlNanos, int wireBytes, Tags tags) {
        long now = ticker.nanos();
        double eager = config.eagerRefresh();
        long early = eager <= 0 ? 0 : ttlNanos - (long) (ttlNanos * eager);
        long size = Math.min(Integer.MAX_VALUE, (long) wireBytes * MEMORY_FACTOR + tags.sizeBytes());
        return new Entry(
                kept,
                now + Math.min(sure, leftNanos - early),
                now + sure,
                now + leftNanos + config.staleIfError().toNanos(),
                (int) size,
                tags);
    }
}
