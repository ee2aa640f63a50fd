package dev.tiercel.benchmarks.resilience;

import dev.tiercel.Outcome;

/** A cached read, in one of the ways that are compared. */
interface Subject {
    /** How long an entry lives in both tiers. */
    String TTL = "2s";

    long TTL_MILLIS = 2_000;

    /** So few that most calls need L2. */
    int L1_ENTRIES = 150;

    String CACHE = "items";

    Answer find(int id) throws Exception;

    /** What the caller gets, and from where. */
    record Answer(Item item, Outcome from) {}
}
