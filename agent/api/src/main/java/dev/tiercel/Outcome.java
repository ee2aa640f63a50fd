package dev.tiercel;

/** Which tier answered a call of a {@link Cached} method. */
public enum Outcome {
    /** The cache in this process. */
    L1,
    /** The shared cache in Redis; the entry is in L1 from then on. */
    L2,
    /** An entry past its time, because nothing better could be had. */
    STALE,
    /** The method itself. */
    LOADER
}
