package dev.tiercel.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * Compressed payloads: the plain length as four bytes, then an LZ4 block. By the library's plain Java: its native code would
 * be unpacked to a file and make newer Java versions warn.
 */
final class Lz4 {
    private static final int LENGTH_BYTES = 4;

    /** A block cannot say more than this with one byte, whoever wrote it. */
    private static final int MAX_RATIO = 255;

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();

    private Lz4() {}

    /**
     * An entry with its payload compressed; null: that would not make it smaller.
     *
     * @param entry headroom and payload; not changed
     * @param headroom left free in what is returned
     * @param length where the payload ends
     */
    static byte @Nullable [] compress(byte[] entry, int headroom, int length) {
        int plain = length - headroom;
        int start = headroom + LENGTH_BYTES;
        byte[] made = new byte[start + COMPRESSOR.maxCompressedLength(plain)];
        int end = start + COMPRESSOR.compress(entry, headroom, plain, made, start);
        if (end >= length) {
            return null;
        }
        ByteBuffer.wrap(made).putInt(headroom, plain);
        return Arrays.copyOf(made, end);
    }

    /**
     * The payload of such an entry.
     *
     * @param most how many bytes it may have; looked at before memory is taken
     * @throws RuntimeException it is none
     */
    static byte[] decompress(byte[] entry, int headroom, int most) {
        int start = headroom + LENGTH_BYTES;
        int block = entry.length - start;
        int plain = block <= 0 ? 0 : ByteBuffer.wrap(entry).getInt(headroom);
        if (plain <= 0 || plain > most || plain / MAX_RATIO > block) {
            throw new Inexact("its length is a lie");
        }
        byte[] payload = new byte[plain];
        if (DECOMPRESSOR.decompress(entry, start, block, payload, 0, plain) != plain) {
            throw new Inexact("its length is a lie");
        }
        return payload;
    }
}
