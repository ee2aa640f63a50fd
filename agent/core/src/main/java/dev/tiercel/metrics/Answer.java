package dev.tiercel.metrics;

import dev.tiercel.Outcome;

/** What answered a call, for those who count: each call is one of these. */
public enum Answer {
    /** The entry in L1. */
    L1(Outcome.L1),
    /** The entry in L2. */
    L2(Outcome.L2),
    /** An entry past its time. */
    STALE(Outcome.STALE),
    /** The method, with a value. */
    LOADED(Outcome.LOADER),
    /** The method, with an exception. */
    FAILED(Outcome.LOADER),
    /** The method, which another thread of this process ran meanwhile; with a value or an exception. */
    JOINED(Outcome.LOADER),
    /** The entry in L2, which another process has put there while this one waited for it. */
    JOINED_ELSEWHERE(Outcome.L2);

    private final Outcome outcome;

    Answer(Outcome outcome) {
        this.outcome = outcome;
    }

    /** The same, as a trace tells it. */
    public Outcome outcome() {
        return outcome;
    }

    /** What it is for a call that has waited for the one that was answered so. */
    public Answer forFollower() {
        return this == LOADED ? JOINED : this;
    }
}
