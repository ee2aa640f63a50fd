package dev.tiercel.key;

/** An argument cannot be a key, or a part of a tag: its type has no value equality, or what is named of it is not there. */
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

    /** A value in a tag has no text that means the same in every process. */
    public static UnfitKeyException inTag(Class<?> type) {
        return new UnfitKeyException("a value in a tag is a " + type.getTypeName()
                + ", which has no text of its own; name a part of it, as in {order.id}");
    }
}
