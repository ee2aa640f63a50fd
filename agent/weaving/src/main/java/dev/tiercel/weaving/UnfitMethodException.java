package dev.tiercel.weaving;

/** An annotated method cannot be cached; the message says why and what to do. */
final class UnfitMethodException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitMethodException(String message) {
        super(message, null, false, false);
    }
}
