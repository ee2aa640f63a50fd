package dev.tiercel.weaving.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        byte[] expected = name.getBytes(StandardCharsets.UTF_8);
        int header = 2 + expected.length;
        if (length <= header) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            in.skipNBytes(begins);
            byte[] found = in.readNBytes(header);
            for (int i = 0; i < expected.length; i++) {
                if (found[2 + i] != expected[i]) {
                    return null;
                }
            }
            byte[] file = new byte[length - header];
            return (found[0] & 0xff) << 8 == (expected.length & 0xff00)
                            && (found[1] & 0xff) == (expected.length & 0xff)
                            && in.readNBytes(file, 0, file.length) == file.length
                    ? file
                    : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static int int4(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xff) << 16 | (from[at + 2] & 0xff) << 8 | (from[at + 3] & 0xff);
    }
}
