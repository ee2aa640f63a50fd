package dev.tiercel;

/** How the callers of a cached method get the values that L1 keeps. */
public enum Values {
    /**
     * What nobody can change is shared; anything else is copied for each caller, so that nothing a caller does to its
     * object reaches another one. The declared type decides.
     */
    AUTO,
    /** Every caller gets the same object, whatever its type: for callers that are known not to change it. */
    REFERENCE,
    /** Every caller gets a copy of its own, also of what nobody can change. */
    COPY
}
