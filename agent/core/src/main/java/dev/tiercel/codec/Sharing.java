package dev.tiercel.codec;

import dev.tiercel.config.ValuesMode;
import org.jspecify.annotations.Nullable;

/**
 * How callers get the values that L1 keeps, so that no caller can change the cache by changing its object. Thread-safe.
 */
public interface Sharing {
    /**
     * What L1 keeps for a value that a caller has in hand.
     *
     * @throws UncopyableException it cannot be kept so that nobody could change it
     */
    @Nullable
    Object keep(@Nullable Object value);

    /** What a caller gets of what is kept. */
    @Nullable
    Object hand(@Nullable Object kept);

    /** True: {@link #hand} gives what is kept itself. */
    boolean handsKept();

    /**
     * The way for values of a declared type.
     *
     * @param shareable whether no value of the type can be changed, lists, sets, maps and optionals of such values included
     * @param loader sees the classes of the type; held weakly
     */
    static Sharing of(ValueType type, boolean shareable, ValuesMode mode, ClassLoader loader) {
        if (mode == ValuesMode.REFERENCE) {
            return new FrozenSharing(null);
        }
        return mode == ValuesMode.AUTO && shareable
                ? new FrozenSharing(Freezer.of(type))
                : new CopiedSharing(type, loader);
    }
}
