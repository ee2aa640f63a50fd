package dev.tiercel.codec;

import java.nio.ByteBuffer;

/**
 * The binary header in front of the JSON: what must fit before a byte of the payload is looked at.
 *
 * <pre>
 *   0      1        2      3                   11                       19               27
 *   | 0xC7 | format | flag | schema fingerprint | fresh until, in millis | ttl, in millis | JSON ...
 * </pre>
 */
record Envelope(boolean isNull, long fingerprint, long freshUntilMillis, long ttlMillis) {
    static final int BYTES = 27;

    /** No JSON and no text begins with it. */
    private static final byte MAGIC = (byte) 0xC7;

    private static final byte FORMAT = 2;
    private static final byte NULL = 1;
    private static final byte JSON = 2;

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put(FORMAT)
                .put(isNull ? NULL : JSON)
                .putLong(fingerprint)
                .putLong(freshUntilMillis)
                .putLong(ttlMillis)
                .array();
    }

    /** Whether the bytes begin with a header that this version can read. */
    static boolean fits(byte[] bytes) {
        return bytes.length >= BYTES
                && bytes[0] == MAGIC
                && bytes[1] == FORMAT
                && (bytes[2] == JSON || (bytes[2] == NULL && bytes.length == BYTES));
    }

    /** @param bytes that {@link #fits fit} */
    static Envelope of(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return new Envelope(bytes[2] == NULL, header.getLong(3), header.getLong(11), header.getLong(19));
    }
}
