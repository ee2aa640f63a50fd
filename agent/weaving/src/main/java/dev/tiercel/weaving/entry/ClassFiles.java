package dev.tiercel.weaving.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The class files of the engine, all in one entry of the agent's jar, which is not compressed: each is read where it
 * stands. {@code PackClasses} of the build writes it, and says how. Thread-safe.
 */
final class ClassFiles {
    private static final String ENTRY = "core/classes";
    private static final int SLOT = 12;

    private final JarFile jar;
    private final ZipEntry entry;
    private final byte[] table;

    /** @throws IOException the jar has none, or cannot be read */
    ClassFiles(JarFile jar) throws IOException {
        this.jar = jar;
        this.entry = jar.getEntry(ENTRY);
        if (entry == null) {
            throw new IOException("the jar " + jar.getName() + " has no " + ENTRY);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            table = in.readNBytes(SLOT * int4(in.readNBytes(4), 0));
        }
    }

    /**
     * A class file; null: there is none.
     *
     * @param name of the class, with slashes
     */
    byte[] find(String name) {
        int slots = table.length / SLOT;
        int hash = name.hashCode();
        int slot = Math.floorMod(hash, slots);
        int length = length(slot);
        while (length != 0) {
            if (int4(table, SLOT * slot) == hash) {
                byte[] file = read(name, int4(table, SLOT * slot + 4), length);
                if (file != null) {
                    return file;
                }
            }
            slot = (slot + 1) % slots;
            length = length(slot);
        }
        return null;
    }

    private int length(int slot) {
        return int4(table, SLOT * slot + 8);
    }

    /** Null: that is another class, or cannot be read. */
    private byte[] read(String name, int begins, int length) {
        byte[] header = header(name);
        try (InputStream in = jar.getInputStream(entry)) {
            in.skipNBytes(begins);
            if (!Arrays.equals(in.readNBytes(header.length), header)) {
                return null;
            }
            byte[] file = new byte[length - header.length];
            return in.readNBytes(file, 0, file.length) == file.length ? file : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** What a class of that name begins with. */
    private static byte[] header(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[2 + text.length];
        header[0] = (byte) (text.length >> 8);
        header[1] = (byte) text.length;
        System.arraycopy(text, 0, header, 2, text.length);
        return header;
    }

    private static int int4(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xff) << 16 | (from[at + 2] & 0xff) << 8 | (from[at + 3] & 0xff);
    }
}
