package dev.tiercel.codec;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * The payload of an entry as it is written, with room for the header in front of it, up to a bound: an object graph that
 * shares its nodes can grow beyond all memory. Not thread-safe.
 */
final class EntryBuffer extends OutputStream {
    private final int most;
    private byte[] bytes;
    private int count;

    /**
     * @param headroom so many bytes are left free at the start
     * @param expected how many bytes the payload may well have
     * @param most how many it may have at all
     */
    EntryBuffer(int headroom, int expected, int most) {
        this.most = headroom + most;
        this.bytes = new byte[headroom + expected];
        this.count = headroom;
    }

    @Override
    public void write(int b) {
        makeRoom(1);
        bytes[count++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        makeRoom(length);
        System.arraycopy(from, offset, bytes, count, length);
        count += length;
    }

    /** The array that is written to, longer than {@link #length} perhaps. */
    byte[] array() {
        return bytes;
    }

    /** The headroom and what was written, in bytes. */
    int length() {
        return count;
    }

    /** The headroom and what was written; may be the array that is written to. */
    byte[] toBytes() {
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private void makeRoom(int more) {
        if (more > most - count) {
            throw new Inexact("it is larger than " + most + " bytes");
        }
        if (more > bytes.length - count) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(count + more, bytes.length * 2)));
        }
    }
}
