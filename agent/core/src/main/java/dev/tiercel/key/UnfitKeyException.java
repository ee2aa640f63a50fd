package dev.tiercel.key;

/** An argument has a type without value equality, so it cannot be a key. */
public final class UnfitKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitKeyException(Class<?> type) {
        super(
                "a key part is a " + type.getName() + ", which has no value equality;"
                        + " name a part of it by @CacheKey(\"...\"), or make it a record of simple values",
                null,
                false,
                false);
    }

    UnfitKeyException(String message) {
        super(message, null, false, false);
    }
}
