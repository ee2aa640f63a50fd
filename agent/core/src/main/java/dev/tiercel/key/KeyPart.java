package dev.tiercel.key;

/**
 * One part of a method's key: how an argument becomes a value that can be compared.
 *
 * @param kind what is known of the argument's type before it is seen
 * @param position which of the arguments that the woven method hands over, from 0; {@link #RESULT}: what it returned
 * @param path names of record components, getters or fields from the argument to the part, separated by dots; empty:
 *     the argument itself
 */
public record KeyPart(Kind kind, int position, String path) {
    /** The position of what the method returned; only after it ran. */
    public static final int RESULT = -1;

    /** What is known of a part's type. */
    public enum Kind {
        /** A type that is a key as it stands: {@code String}, {@code long}, an enum, {@code UUID}, ... */
        EXACT,
        /** A whole number of a type narrower than {@code long}: widened, so that the same number is the same key. */
        NARROW,
        /** Seen only at each call: {@code Object}, an interface, a collection, a path's end. */
        DYNAMIC
    }

    /** The argument itself. */
    public static KeyPart of(Kind kind, int position) {
        return new KeyPart(kind, position, "");
    }
}
