package dev.tiercel.codec;

/** A value has no copy that is sure to be like it; the message says why, and names classes only. */
public final class UncopyableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param why in words for a log line; what the user can do is added */
    UncopyableException(String why) {
        super(why + "; say values: reference to share it", null, false, false);
    }

    static UncopyableException otherClass(Object value, String declared) {
        return new UncopyableException("a value is a " + value.getClass().getTypeName() + ", declared was " + declared);
    }
}
