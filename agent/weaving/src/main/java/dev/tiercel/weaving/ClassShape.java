package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The little that has to be known of a class file before it is worth reading wholly: its supertypes, and the names among its constants. Read from the constant pool as the virtual machine specification (chapter 4)
 * lays it out; a class file that is not as expected has no shape.
 *
 * @param isInterface whether it is one
 * @param supertypes internal names of the superclass and the interfaces
 */
record ClassShape(boolean isInterface, List<String> supertypes) {
    private static final int ACC_INTERFACE = 0x0200;

    // Kinds of constants; those of eight bytes count twice.
    private static final int TEXT = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    /** The shape of the class file; null: it is none that we understand. */
    static @Nullable ClassShape read(byte[] file) {
        try {
            return parse(file);
        } catch (IndexOutOfBoundsException notAClassFile) {
            return null;
        }
    }

    /** The shape of a loaded class. */
    static ClassShape of(Class<?> type) {
        List<String> supertypes = new ArrayList<>();
        if (type.getSuperclass() != null) {
            supertypes.add(type.getSuperclass().getName().replace('.', '/'));
        }
        for (Class<?> each : type.getInterfaces()) {
            supertypes.add(each.getName().replace('.', '/'));
        }
        return new ClassShape(type.isInterface(), supertypes);
    }

    /** True where a constant of the class file begins with one of the texts. */
    static boolean hasConstant(byte[] file, byte[]... texts) {
        try {
            int count = u2(file, 8);
            int at = 10;
            for (int i = 1; i < count; i++) {
                int tag = file[at];
                if (tag == TEXT) {
                    for (byte[] text : texts) {
                        if (begins(file, at + 3, u2(file, at + 1), text)) {
                            return true;
                        }
                    }
                }
                at = behind(file, at);
                i += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
            return false;
        } catch (IndexOutOfBoundsException notAClassFile) {
            return false;
        }
    }

    private static boolean begins(byte[] file, int at, int length, byte[] text) {
        return length >= text.length
                && file[at] == text[0]
                && Arrays.equals(file, at, at + text.length, text, 0, text.length);
    }

    /**
     * Where the constant after this one begins.
     *
     * @throws IndexOutOfBoundsException it is of a kind that is not known
     */
    private static int behind(byte[] file, int at) {
        return switch (file[at]) {
            case TEXT -> at + 3 + u2(file, at + 1);
            case 3, 4, 9, 10, 11, 12, 17, 18 -> at + 5;
            case LONG, DOUBLE -> at + 9;
            case 7, 8, 16, 19, 20 -> at + 3;
            case 15 -> at + 4;
            default -> throw new IndexOutOfBoundsException(at);
        };
    }

    /** Where each constant is, behind its tag, and at last where they end. */
    private static int[] constants(byte[] file) {
        int count = u2(file, 8);
        int[] offsets = new int[count + 1];
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at + 1;
            i += file[at] == LONG || file[at] == DOUBLE ? 1 : 0;
            at = behind(file, at);
        }
        offsets[count] = at;
        return offsets;
    }

    private static ClassShape parse(byte[] file) {
        int[] offsets = constants(file);
        int at = offsets[offsets.length - 1];
        List<String> supertypes = new ArrayList<>();
        int superclass = u2(file, at + 4);
        if (superclass != 0) {
            supertypes.add(className(file, offsets, superclass));
        }
        int interfaces = u2(file, at + 6);
        for (int i = 0; i < interfaces; i++) {
            supertypes.add(className(file, offsets, u2(file, at + 8 + 2 * i)));
        }
        return new ClassShape((u2(file, at) & ACC_INTERFACE) != 0, supertypes);
    }

    private static String className(byte[] file, int[] offsets, int index) {
        int text = offsets[u2(file, offsets[index])];
        return new String(file, text + 2, u2(file, text), StandardCharsets.UTF_8);
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
    }
}
