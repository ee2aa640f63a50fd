package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The little that has to be known of a class file before it is worth reading wholly. Read from the constant pool, in one pass,
 * as the virtual machine specification (chapter 4) lays it out; a class file that is not as expected has no shape.
 *
 * @param isInterface whether it is one
 * @param supertypes internal names of the superclass and the interfaces
 * @param namesJdbc whether one of its constants is a name of JDBC, as of those that implement it
 * @param isMarked whether one of its constants begins with one of the marks that were asked for
 */
record ClassShape(boolean isInterface, List<String> supertypes, boolean namesJdbc, boolean isMarked) {
    private static final int ACC_INTERFACE = 0x0200;

    // Kinds of constants; those of eight bytes count twice.
    private static final int TEXT = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private static final byte[][] JDBC = {
        "java/sql/".getBytes(StandardCharsets.ISO_8859_1), "javax/transaction/xa/".getBytes(StandardCharsets.ISO_8859_1)
    };

    /** The shape of the class file; null: it is none that we understand. */
    static @Nullable ClassShape read(byte[] file, byte[]... marks) {
        try {
            return parse(file, marks);
        } catch (IndexOutOfBoundsException notAClassFile) {
            return null;
        }
    }

    /** The shape of a loaded class, as far as that tells it: its supertypes. */
    static ClassShape of(Class<?> type) {
        List<String> supertypes = new ArrayList<>();
        if (type.getSuperclass() != null) {
            supertypes.add(type.getSuperclass().getName().replace('.', '/'));
        }
        for (Class<?> each : type.getInterfaces()) {
            supertypes.add(each.getName().replace('.', '/'));
        }
        return new ClassShape(type.isInterface(), supertypes, false, false);
    }

    /** Whether the text constant there begins with one of the texts. */
    private static boolean begins(byte[] file, int at, byte[][] texts) {
        int length = u2(file, at + 1);
        int begin = at + 3;
        for (byte[] text : texts) {
            if (length >= text.length
                    && file[begin] == text[0]
                    && Arrays.equals(file, begin, begin + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
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

    private static ClassShape parse(byte[] file, byte[][] marks) {
        int count = u2(file, 8);
        int[] offsets = new int[count];
        boolean namesJdbc = false;
        boolean isMarked = false;
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at + 1;
            int tag = file[at];
            if (tag == TEXT) {
                namesJdbc = namesJdbc || begins(file, at, JDBC);
                isMarked = isMarked || begins(file, at, marks);
            }
            at = behind(file, at);
            i += tag == LONG || tag == DOUBLE ? 1 : 0;
        }
        List<String> supertypes = new ArrayList<>();
        int superclass = u2(file, at + 4);
        if (superclass != 0) {
            supertypes.add(className(file, offsets, superclass));
        }
        int interfaces = u2(file, at + 6);
        for (int i = 0; i < interfaces; i++) {
            supertypes.add(className(file, offsets, u2(file, at + 8 + 2 * i)));
        }
        return new ClassShape((u2(file, at) & ACC_INTERFACE) != 0, supertypes, namesJdbc, isMarked);
    }

    private static String className(byte[] file, int[] offsets, int index) {
        int text = offsets[u2(file, offsets[index])];
        return new String(file, text + 2, u2(file, text), StandardCharsets.UTF_8);
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
    }
}
