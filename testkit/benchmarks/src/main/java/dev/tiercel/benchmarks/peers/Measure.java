package dev.tiercel.benchmarks.peers;

/** What is measured of each {@link Contender}. */
enum Measure {
    L1_NANOS,
    L1_BYTES,
    TWO_PARTS_NANOS,
    TWO_PARTS_BYTES,
    L2_ALONE_PER_SECOND,
    L2_CROWD_PER_SECOND,
    MISS_NANOS,
    STAMPEDE_LOADS,
    STAMPEDE_MILLIS,
    HUNG_MEDIAN_MILLIS,
    HUNG_MAX_MILLIS,
    HUNG_ANSWERED,
    KILLED_MEDIAN_MILLIS,
    KILLED_MAX_MILLIS,
    KILLED_ANSWERED,
    /** An entry's, with its key and its value. */
    ENTRY_BYTES,
    /** The same without the value. */
    OVERHEAD_BYTES
}
