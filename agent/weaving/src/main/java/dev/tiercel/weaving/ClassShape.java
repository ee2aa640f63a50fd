package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The little that has to be known of a class file before Byte Buddy is worth loading, besides the {@link Marks} in
 * it: its supertypes, and the names among its constants. Read from the constant pool as the virtual machine specification (chapter 4)
 * lays it out; a class file that is not as expected has no shape.
 *
 * @param isInterface whether it is one
 * @param supertypes internal names of the superclass and the interfaces
 */
record ClassShape(boolean isInterface, List<String> supertypes) {
    private static final int ACC_INTERFACE = 0x0200;

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
    static boolean hasConstant(byte[] file, String... texts) {
        try {
            int[] offsets = constants(file);
            for (int i = 1; offsets != null && i < offsets.length - 1; i++) {
                for (String text : texts) {
                    if (offsets[i] > 0 && file[offsets[i] - 1] == 1 && begins(file, offsets[i], text)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IndexOutOfBoundsException notAClassFile) {
            return false;
        }
    }

    private static boolean begins(byte[] file, int constant, String text) {
        if (u2(file, constant) < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (file[constant + 2 + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where each constant is, behind its tag, and at last where they end; null: there is one that is not known. */
    private static int @Nullable [] constants(byte[] file) {
        int count = u2(file, 8);
        int[] offsets = new int[count + 1];
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at + 1;
            int tag = file[at];
            switch (tag) {
                case 1 -> at += 3 + u2(file, at + 1);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> {
                    return null;
                }
            }
        }
        offsets[count] = at;
        return offsets;
    }

    private static @Nullable ClassShape parse(byte[] file) {
        int[] offsets = constants(file);
        if (offsets == null) {
            return null;
        }
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
