package dev.tiercel.l2;

import org.jspecify.annotations.Nullable;

/** What the shared tier says of a key. */
public sealed interface Reply {
    /** Somebody's entry. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Value(byte[] bytes) implements Reply {}

    /**
     * Somebody is loading it.
     *
     * @param forLoad true: an entry may stand here soon; false: a change is under way, and nobody knows for how long
     * @param epoch of the entry that may stand here: the digest of its stamps
     * @param token whatever stands here; of no matter to equality
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Leased(boolean forLoad, long epoch, byte[] token) implements Reply {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Leased leased && forLoad == leased.forLoad && epoch == leased.epoch;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(epoch) + (forLoad ? 1 : 0);
        }
    }

    /** The lease that was asked for is ours: what we load may be stored under it. */
    record Granted() implements Reply {}

    /** Nothing stands there. */
    record Nothing() implements Reply {}

    /** The shared tier was not asked, or did not answer in time. */
    record Away() implements Reply {}

    Reply LEASED = new Leased(true, 0, new byte[0]);
    Reply HELD = new Leased(false, 0, new byte[0]);
    Reply GRANTED = new Granted();
    Reply NOTHING = new Nothing();
    Reply AWAY = new Away();
}
