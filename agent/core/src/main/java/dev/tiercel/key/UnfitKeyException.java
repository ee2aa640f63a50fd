package dev.tiercel.key;

/** An argument cannot be a key: its type has no value equality, or what is named of it is not there. */
public final class UnfitKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitKeyException(Class<?> type) {
        this("a key part is a " + type.getTypeName() + ", which has no value equality; name a part of it by"
                + " @CacheKey(\"...\"), or make it a record of simple values");
    }

    UnfitKeyException(String message) {
        super(message, null, false, false);
    }

    /** @param reason to be put after "a key part" */
    static UnfitKeyException because(String reason) {
        return new UnfitKeyException("a key part " + reason + "; name a part of it by @CacheKey(\"...\")");
    }
}
