package dev.tiercel.metrics;

/** What is counted of a cache beside the answers of calls. */
public enum Count {
    /** Values that were loaded, or replaced by a change, and kept. */
    PUTS,
    /** Changes made by this process: entries dropped, clears, tags and patterns. */
    INVALIDATIONS,
    /** Entries that L1 dropped because another process said so. */
    HEARD_INVALIDATIONS,
    /** Entries that L1 gave up for want of room, or because their time was over. */
    EVICTIONS,
    /** Loads whose result L2 did not take, because the entry was invalidated meanwhile. */
    LOST_LEASES,
    /** The method threw, and an entry past its time answered the call. */
    COVERED_FAILURES,
    /** Loads that no call waited for to the end: refreshes, and those that an entry past its time stood in for. */
    BACKGROUND_LOADS,
    /** Likewise, but the method threw. */
    BACKGROUND_FAILURES
}
