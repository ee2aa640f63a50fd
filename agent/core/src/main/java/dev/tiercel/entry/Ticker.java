package dev.tiercel.entry;

/** A clock for durations: nanoseconds since some fixed moment, never going backwards. Thread-safe. */
@FunctionalInterface
public interface Ticker {
    /** Now, in nanoseconds. */
    long nanos();
}
