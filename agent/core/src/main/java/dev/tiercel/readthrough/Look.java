package dev.tiercel.readthrough;

import dev.tiercel.codec.Decoded;
import dev.tiercel.entry.Entry;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.entry.Ticker;
import dev.tiercel.key.KeyText;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A look at what the tiers have under a key of one cache, which changes nothing. For one key. */
final class Look {
    /** As the API's {@code CacheLook.State} names them. */
    private enum State {
        FRESH,
        STALE,
        LOADING,
        ABSENT,
        UNKNOWN
    }

    private final Cache cache;
    private final L2 l2;
    private final Ticker ticker;

    Look(Cache cache, L2 l2, Ticker ticker) {
        this.cache = cache;
        this.l2 = l2;
        this.ticker = ticker;
    }

    /** The key's text, and of each tier its state, the time left and the value; null: nobody reads from the cache. */
    Object @Nullable [] at(Object key) {
        return at(key, KeyText.of(key));
    }

    /** As {@link #at(Object)}, of the key that has this text. */
    Object @Nullable [] atText(String text) {
        Predicate<Object> has = key -> KeyText.of(key).equals(text);
        Object key = cache.readers().stream()
                .map(reader -> reader.region().l1().find(has))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return at(key, text);
    }

    private Object @Nullable [] at(@Nullable Object key, String text) {
        List<Cache.Reader> readers = cache.readers();
        return readers.isEmpty() ? null : new Object[] {text, inL1(key, readers), inL2(text, readers)};
    }

    private static @Nullable Object[] row(State state, @Nullable Duration left, @Nullable Object value) {
        return new @Nullable Object[] {state.name(), left, value};
    }

    private static @Nullable Object[] row(State state) {
        return row(state, null, null);
    }

    private @Nullable Object[] inL1(@Nullable Object key, List<Cache.Reader> readers) {
        if (key == null) {
            return row(State.ABSENT);
        }
        boolean loading = false;
        for (Cache.Reader each : readers) {
            Region region = each.region();
            Entry entry = region.l1().peek(key);
            if (entry != null && entry.isAlive(ticker.nanos())) {
                long leftNanos = entry.freshUntilNanos() - ticker.nanos();
                return known(leftNanos, each.entries().sharing().hand(entry.value()));
            }
            Flight flight = region.flights().get(key);
            loading |= flight != null && !flight.isOver();
        }
        return row(loading ? State.LOADING : State.ABSENT);
    }

    private @Nullable Object[] inL2(String text, List<Cache.Reader> readers) {
        Stamps now = l2.isUsable() ? cache.epochs().now(Tags.NONE).await() : Stamps.UNKNOWN;
        if (!now.isKnown()) {
            return row(State.UNKNOWN);
        }
        String sharedKey = cache.sharedKeyOf(text);
        Reply reply = l2.get(sharedKey).await();
        if (reply instanceof Reply.Value value) {
            return stored(sharedKey, value.bytes(), readers);
        }
        if (reply instanceof Reply.Leased leased) {
            return row(leased.forLoad() ? State.LOADING : State.ABSENT);
        }
        return row(reply instanceof Reply.Nothing ? State.ABSENT : State.UNKNOWN);
    }

    private @Nullable Object[] stored(String sharedKey, byte[] bytes, List<Cache.Reader> readers) {
        for (Cache.Reader each : readers) {
            Decoded decoded = each.entries().codec().decode(bytes);
            if (decoded != null && cache.epochs().areCurrent(decoded.stamps())) {
                long leftMillis = decoded.freshUntilMillis() - l2.nowMillis(sharedKey);
                return known(leftMillis * 1_000_000, decoded.value());
            }
            if (decoded != null) {
                return row(State.ABSENT); // Of before the cache, or a tag of it, was dropped.
            }
        }
        return row(State.UNKNOWN);
    }

    private static @Nullable Object[] known(long leftNanos, @Nullable Object value) {
        return leftNanos > 0 ? row(State.FRESH, Duration.ofNanos(leftNanos), value) : row(State.STALE, null, value);
    }
}
