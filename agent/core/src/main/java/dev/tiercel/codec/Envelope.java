package dev.tiercel.codec;

import dev.tiercel.config.CodecFormat;
import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The binary header in front of the payload: what must fit before a byte of the payload is looked at.
 *
 * <pre>
 *   0      1        2      3                    11                       19               27            35
 *   | 0xC7 | format | kind | schema fingerprint | fresh until, in millis | ttl, in millis | cache stamp | tags, how many |
 *   36         40
 *   | checksum | tag | its stamp | tag | its stamp | ... payload ...
 * </pre>
 *
 * The checksum (CRC-32C) is of everything else, so that a damaged entry is a miss and not another value of the same type. It
 * keeps no enemy out. The second byte is never an L, with which a lease's token goes on.
 *
 * @param format of the payload; null: there is none, the value is null
 * @param compressed whether the payload is as {@link Lz4} makes it
 * @param stamps under which it was made
 */
record Envelope(
        @Nullable CodecFormat format,
        boolean compressed,
        long fingerprint,
        long freshUntilMillis,
        long ttlMillis,
        Stamps stamps) {
    /** Without tags. */
    static final int BYTES = 40;

    /** No JSON and no text begins with it. */
    private static final byte MAGIC = (byte) 0xC7;

    private static final byte FORMAT = 3;
    private static final int TTL = 19;
    private static final int STAMP = 27;
    private static final int TAGS = 35;
    private static final int CHECKSUM = 36;
    private static final int TAG_BYTES = 16;

    private static final byte NULL = 0;
    private static final byte JSON = 1;
    private static final byte SMILE = 2;
    private static final byte COMPRESSED = 0x10;

    /** How long it is with these stamps. */
    static int bytes(Stamps stamps) {
        return BYTES + TAG_BYTES * stamps.tags().count();
    }

    /** How long it is: where the payload begins. */
    int bytes() {
        return bytes(stamps);
    }

    /**
     * Writes it to the start of an entry.
     *
     * @param entry complete but for the header; may be longer than the entry
     */
    void seal(byte[] entry, int length) {
        byte kind = format == null ? NULL : format == CodecFormat.JSON ? JSON : SMILE;
        ByteBuffer header = ByteBuffer.wrap(entry)
                .put(MAGIC)
                .put(FORMAT)
                .put(compressed ? (byte) (kind | COMPRESSED) : kind)
                .putLong(fingerprint)
                .putLong(freshUntilMillis)
                .putLong(ttlMillis)
                .putLong(stamps.cache())
                .put((byte) stamps.tags().count())
                .position(BYTES);
        for (int i = 0; i < stamps.tags().count(); i++) {
            header.putLong(stamps.tags().id(i)).putLong(stamps.ofTag(i));
        }
        header.putInt(CHECKSUM, checksum(entry, length));
    }

    /** What the entry begins with; null: nothing that this version can read. */
    static @Nullable Envelope of(byte[] entry) {
        if (entry.length < BYTES || entry[0] != MAGIC || entry[1] != FORMAT) {
            return null;
        }
        boolean compressed = (entry[2] & COMPRESSED) != 0;
        int kind = entry[2] & ~COMPRESSED;
        boolean isNull = kind == NULL;
        int tags = entry[TAGS];
        int end = BYTES + TAG_BYTES * tags;
        boolean fits = tags >= 0 && tags <= Tags.MOST && entry.length >= end;
        if (!fits || kind < NULL || kind > SMILE || isNull != (entry.length == end) || (isNull && compressed)) {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(entry);
        if (header.getLong(TTL) < 0 || header.getInt(CHECKSUM) != checksum(entry, entry.length)) {
            return null;
        }
        CodecFormat format = isNull ? null : kind == JSON ? CodecFormat.JSON : CodecFormat.SMILE;
        return new Envelope(
                format, compressed, header.getLong(3), header.getLong(11), header.getLong(TTL), stamps(header, tags));
    }

    private static Stamps stamps(ByteBuffer header, int count) {
        long[] tags = new long[count];
        long[] ofTags = new long[count];
        for (int i = 0; i < count; i++) {
            tags[i] = header.getLong(BYTES + TAG_BYTES * i);
            ofTags[i] = header.getLong(BYTES + TAG_BYTES * i + Long.BYTES);
        }
        return Stamps.of(header.getLong(STAMP), Tags.of(tags), ofTags);
    }

    private static int checksum(byte[] entry, int length) {
        CRC32C sum = new CRC32C();
        sum.update(entry, 0, CHECKSUM);
        sum.update(entry, BYTES, length - BYTES);
        return (int) sum.getValue();
    }
}
