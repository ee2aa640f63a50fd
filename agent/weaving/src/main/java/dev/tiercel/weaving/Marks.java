package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Texts that are looked for in class files, in one pass over the bytes. Immutable and thread-safe. */
final class Marks {
    private final byte[][] texts;
    private final boolean[] firsts = new boolean[256];

    /** @param texts none of them empty */
    Marks(Collection<String> texts) {
        this.texts = new byte[texts.size()][];
        int next = 0;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            firsts[bytes[0] & 0xff] = true;
            this.texts[next++] = bytes;
        }
    }

    /** True where one of the texts stands in the bytes. */
    boolean areIn(byte[] file) {
        for (int i = 0; i < file.length; i++) {
            if (firsts[file[i] & 0xff] && oneBegins(file, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean oneBegins(byte[] file, int at) {
        for (byte[] text : texts) {
            if (begins(text, file, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] text, byte[] file, int at) {
        if (file.length - at < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (file[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
