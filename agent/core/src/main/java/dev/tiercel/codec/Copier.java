package dev.tiercel.codec;

/** Makes deep copies of the values of one type. Thread-safe. */
interface Copier {
    /**
     * A copy, or the value itself where nobody can change it.
     *
     * @throws UncopyableException there is none that is sure to be like it
     */
    Object copy(Object value, Walk walk);
}
