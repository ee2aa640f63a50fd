package dev.tiercel.config;

/**
 * A value that one source gives to a setting, not yet read.
 *
 * @param name the setting's full name
 * @param kind how this source writes the value
 * @param masked the text without secrets, for messages
 * @param origin for messages: {@code environment REDIS_HOST}
 * @param advice what else to do about a refused value, to be put at the end of the message
 * @param hidden whether the value is never shown, though the setting's values are
 */
record Given<T>(
        Key<T> key,
        String name,
        Kind<T> kind,
        String text,
        String masked,
        Level level,
        String origin,
        String advice,
        boolean hidden) {

    static <T> Given<T> of(Key<T> key, String name, String text, Level level, String origin) {
        return new Given<>(key, name, key.kind(), text, key.kind().mask(text), level, origin, "", false);
    }

    static <T> Given<T> compatible(Key<T> key, Kind<T> kind, String text, String origin, String advice) {
        return new Given<>(
                key, key.name(), kind, text, kind.mask(text), Level.COMPATIBLE_ENVIRONMENT, origin, advice, false);
    }

    /** The same, said of a setting by another name. */
    Given<T> renamed(String otherName) {
        return new Given<>(key, otherName, kind, text, masked, level, origin, advice, hidden);
    }

    /**
     * What this value says of another setting. Messages show the whole, masked: a part may be a misplaced password.
     *
     * @param secret whether that setting's value is never shown
     */
    <U> Given<U> saying(Key<U> other, String itsText, boolean secret) {
        return new Given<>(other, other.name(), other.kind(), itsText, masked, level, origin, advice, secret);
    }

    /** The line that tells the user of a refused value. */
    String refusal(String reason) {
        return Shown.oneLine(name) + ": " + Shown.quoted(masked) + " (" + origin + ") " + reason + "; allowed: "
                + kind.allowed() + advice;
    }

    /** Without the text: it may be a secret. */
    @Override
    public String toString() {
        return name + " (" + origin + ")";
    }
}
