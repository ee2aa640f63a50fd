package dev.tiercel.codec;

import java.io.ByteArrayOutputStream;

/** Bytes of an entry as they are written, up to a bound: an object graph that shares its nodes can grow beyond all memory. */
final class BoundedBytes extends ByteArrayOutputStream {
    private final int most;

    BoundedBytes(byte[] header, int most) {
        super(512);
        this.most = most;
        writeBytes(header);
    }

    @Override
    public synchronized void write(int b) {
        check(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        check(length);
        super.write(bytes, offset, length);
    }

    private void check(int more) {
        if (more > most - count) {
            throw new Inexact("it is larger than " + most + " bytes");
        }
    }
}
