package dev.tiercel.codec;

/** A value has no copy that is sure to be like it; the message says why, and names classes only. */
public final class UncopyableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UncopyableException(String message) {
        super(message, null, false, false);
    }
}
