package dev.tiercel.codec;

import dev.tiercel.config.CodecFormat;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The binary header in front of the payload: what must fit before a byte of the payload is looked at.
 *
 * <pre>
 *   0      1        2      3                    11                        19                27         31
 *   | 0xC7 | format | kind | schema fingerprint | fresh until, in millis  | ttl, in millis  | checksum | payload ...
 * </pre>
 *
 * The checksum (CRC-32C) is of everything else, so that a damaged entry is a miss and not another value of the same type. It
 * keeps no enemy out. The second byte is never an L, with which a lease's token goes on.
 *
 * @param format of the payload; null: there is none, the value is null
 * @param compressed whether the payload is as {@link Lz4} makes it
 */
record Envelope(
        @Nullable CodecFormat format, boolean compressed, long fingerprint, long freshUntilMillis, long ttlMillis) {
    static final int BYTES = 31;

    /** No JSON and no text begins with it. */
    private static final byte MAGIC = (byte) 0xC7;

    private static final byte FORMAT = 2;
    private static final int TTL = 19;
    private static final int CHECKSUM = 27;

    private static final byte NULL = 0;
    private static final byte JSON = 1;
    private static final byte SMILE = 2;
    private static final byte COMPRESSED = 0x10;

    /**
     * Writes it to the start of an entry.
     *
     * @param entry complete but for the header; may be longer than the entry
     */
    void seal(byte[] entry, int length) {
        byte kind = format == null ? NULL : format == CodecFormat.JSON ? JSON : SMILE;
        ByteBuffer.wrap(entry)
                .put(MAGIC)
                .put(FORMAT)
                .put(compressed ? (byte) (kind | COMPRESSED) : kind)
                .putLong(fingerprint)
                .putLong(freshUntilMillis)
                .putLong(ttlMillis)
                .putInt(checksum(entry, length));
    }

    /** What the entry begins with; null: nothing that this version can read. */
    static @Nullable Envelope of(byte[] entry) {
        if (entry.length < BYTES || entry[0] != MAGIC || entry[1] != FORMAT) {
            return null;
        }
        boolean compressed = (entry[2] & COMPRESSED) != 0;
        int kind = entry[2] & ~COMPRESSED;
        boolean isNull = kind == NULL;
        if (kind < NULL || kind > SMILE || isNull != (entry.length == BYTES) || (isNull && compressed)) {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(entry);
        if (header.getLong(TTL) < 0 || header.getInt(CHECKSUM) != checksum(entry, entry.length)) {
            return null;
        }
        CodecFormat format = isNull ? null : kind == JSON ? CodecFormat.JSON : CodecFormat.SMILE;
        return new Envelope(format, compressed, header.getLong(3), header.getLong(11), header.getLong(TTL));
    }

    private static int checksum(byte[] entry, int length) {
        CRC32C sum = new CRC32C();
        sum.update(entry, 0, CHECKSUM);
        sum.update(entry, BYTES, length - BYTES);
        return (int) sum.getValue();
    }
}
