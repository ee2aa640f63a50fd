package dev.tiercel.config;

/** How callers get the values that L1 keeps. */
public enum ValuesMode {
    /** What cannot be changed is shared, anything else is copied for each caller. */
    AUTO,
    /** Every caller gets the same object, whatever its type. */
    REFERENCE,
    /** Every caller gets a copy of its own, whatever the type. */
    COPY
}
