package dev.tiercel.codec;

/**
 * Of a type that has no copies.
 *
 * @param why for a log line
 */
record RefusingCopier(String why) implements Copier {
    @Override
    public Object copy(Object value, Walk walk) {
        throw new UncopyableException(why);
    }
}
