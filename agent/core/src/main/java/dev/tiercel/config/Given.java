package dev.tiercel.config;

/**
 * A value that one source gives to a setting, not yet read.
 *
 * @param name the setting's full name
 * @param kind how this source writes the value
 * @param origin for messages: {@code environment REDIS_HOST}
 * @param advice what else to do about a refused value, to be put at the end of the message
 */
record Given<T>(Key<T> key, String name, Kind<T> kind, String text, Level level, String origin, String advice) {

    static <T> Given<T> of(Key<T> key, String name, String text, Level level, String origin) {
        return new Given<>(key, name, key.kind(), text, level, origin, "");
    }

    /** The same, said of a setting by another name. */
    Given<T> renamed(String otherName) {
        return new Given<>(key, otherName, kind, text, level, origin, advice);
    }

    /** What this value says of another setting. Messages show the whole, masked: a part may be a misplaced password. */
    <U> Given<U> saying(Key<U> other, String itsText) {
        Kind<U> itsKind = other.kind().masked(kind.mask().apply(text));
        return new Given<>(other, other.name(), itsKind, itsText, level, origin, advice);
    }

    /** The line that tells the user of a refused value. */
    String refusal(String reason) {
        return Shown.oneLine(name) + ": " + Shown.quoted(kind.mask().apply(text)) + " (" + origin + ") " + reason
                + "; allowed: " + kind.allowed() + advice;
    }
}
