package dev.tiercel.l2;

/** What the shared tier says of a key. */
public sealed interface Reply {
    /** Somebody's entry. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Value(byte[] bytes) implements Reply {}

    /**
     * Somebody is loading it.
     *
     * @param forLoad true: an entry may stand here soon; false: a change is under way, and nobody knows for how long
     */
    record Leased(boolean forLoad) implements Reply {}

    /** The lease that was asked for is ours: what we load may be stored under it. */
    record Granted() implements Reply {}

    /** Nothing stands there. */
    record Nothing() implements Reply {}

    /** The shared tier was not asked, or did not answer in time. */
    record Away() implements Reply {}

    Reply LEASED = new Leased(true);
    Reply HELD = new Leased(false);
    Reply GRANTED = new Granted();
    Reply NOTHING = new Nothing();
    Reply AWAY = new Away();
}
