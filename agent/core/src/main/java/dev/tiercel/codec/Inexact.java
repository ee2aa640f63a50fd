package dev.tiercel.codec;

/** Says why a value, or every value of a type, would not come back from bytes as it was. For control flow only. */
final class Inexact extends RuntimeException {
    private final String reason;

    /** @param reason in words for a log line; names classes and fields, never values */
    Inexact(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
