package dev.tiercel.weaving;

import org.objectweb.asm.ClassReader;

/**
 * The methods of a class file, one after the other, without a look at their code: its size in local variables has to be known
 * before it is read. The layout is that of chapter 4 of the specification of the Java virtual machine. Of one thread.
 */
final class MethodTable {
    /** Bytes of an attribute before its content: where its name is, and the content's length. */
    private static final int ATTRIBUTE = 6;

    private final ClassReader reader;
    private final char[] text;
    private int left;

    /** The method, and the one after it. */
    private int at;

    private int next;

    MethodTable(ClassReader reader) {
        this.reader = reader;
        this.text = new char[reader.getMaxStringLength()];
        int interfaces = reader.readUnsignedShort(reader.header + 6);
        int fields = reader.header + 8 + 2 * interfaces;
        int behind = fields + 2;
        for (int i = reader.readUnsignedShort(fields); i > 0; i--) {
            behind = behind(behind);
        }
        this.left = reader.readUnsignedShort(behind);
        this.next = behind + 2;
    }

    /** Where a field or method ends. */
    private int behind(int member) {
        int attribute = member + 8;
        for (int i = reader.readUnsignedShort(member + 6); i > 0; i--) {
            attribute += ATTRIBUTE + reader.readInt(attribute + 2);
        }
        return attribute;
    }

    /** Goes on to the next method; false: there is none. */
    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        at = next;
        next = behind(at);
        return true;
    }

    int access() {
        return reader.readUnsignedShort(at);
    }

    String name() {
        return reader.readUTF8(at + 2, text);
    }

    String descriptor() {
        return reader.readUTF8(at + 4, text);
    }

    /** How many local variables its code has; -1: it has no code. */
    int locals() {
        int attribute = at + 8;
        for (int i = reader.readUnsignedShort(at + 6); i > 0; i--) {
            if ("Code".equals(reader.readUTF8(attribute, text))) {
                return reader.readUnsignedShort(attribute + ATTRIBUTE + 2);
            }
            attribute += ATTRIBUTE + reader.readInt(attribute + 2);
        }
        return -1;
    }
}
