package dev.tiercel.backplane;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one instance tells the others.
 *
 * <pre>
 *   0    1    2         3      4        12     20         28
 *   | T  | B  | version | kind | origin | lane | sequence | addresses of 8 bytes each, or a text ...
 * </pre>
 *
 * @param origin the instance
 * @param lane the connection that it went out on
 * @param sequence its number there, from 1 on without a gap
 * @param addresses of {@link Kind#DROPPED}
 * @param text of {@link Kind#SWEPT} and {@link Kind#EPOCH}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Message(long origin, long lane, long sequence, Kind kind, long[] addresses, String text) {
    enum Kind {
        /** A sign of life. */
        BEAT(0),
        /** These keys were dropped. */
        DROPPED(1),
        /** All keys of a pattern were dropped. */
        SWEPT(2),
        /** A cache was cleared, or a tag dropped: the field, its new stamp and the key of the hash, with spaces between. */
        EPOCH(3),
        /** Of a later version: something was dropped, and nobody here knows what. */
        UNKNOWN(-1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind each : values()) {
                if (each.code == code) {
                    return each;
                }
            }
            return UNKNOWN;
        }
    }

    static final int HEADER_BYTES = 28;
    private static final byte VERSION = 1;
    private static final long[] NONE = {};

    byte[] toBytes() {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + Long.BYTES * addresses.length + content.length);
        bytes.put((byte) 'T').put((byte) 'B').put(VERSION).put((byte) kind.code);
        bytes.putLong(origin).putLong(lane).putLong(sequence);
        for (long address : addresses) {
            bytes.putLong(address);
        }
        return bytes.put(content).array();
    }

    /** Null: it is no message of ours. */
    static @Nullable Message of(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != 'T' || bytes[1] != 'B') {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        Kind kind = bytes[2] == VERSION ? Kind.of(bytes[3]) : Kind.UNKNOWN;
        return new Message(
                header.getLong(4),
                header.getLong(12),
                header.getLong(20),
                kind,
                kind == Kind.DROPPED ? addresses(header) : NONE,
                kind == Kind.SWEPT || kind == Kind.EPOCH
                        ? new String(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, StandardCharsets.UTF_8)
                        : "");
    }

    private static long[] addresses(ByteBuffer bytes) {
        long[] all = new long[(bytes.limit() - HEADER_BYTES) / Long.BYTES];
        Arrays.setAll(all, i -> bytes.getLong(HEADER_BYTES + i * Long.BYTES));
        return all;
    }
}
