package dev.tiercel.sample.events;

/** Whose clients an event reaches. */
enum Scope {
    /** Those of all instances. */
    ALL,
    /** Those of this instance: there is no Redis, or it is away. */
    LOCAL
}
