package dev.tiercel.weaving;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts code into some methods of a class file, as it is read. No description of the class is made, and everything else in
 * the file is copied.
 */
final class Rewriting extends ClassVisitor {
    /** What goes into a method. */
    @FunctionalInterface
    interface Inlined {
        /** A visitor of the method's own code, with frames that are expanded; it writes that and ours to {@code code}. */
        MethodVisitor into(MethodVisitor code, Site site);
    }

    /** Which methods that is. */
    @FunctionalInterface
    interface Choice {
        /** Null: the method is left as it is. */
        @Nullable
        Inlined of(int access, String name, String descriptor);
    }

    private record Chosen(Inlined inlined, Site site) {}

    private final Map<String, Chosen> chosen;

    private Rewriting(ClassVisitor next, Map<String, Chosen> chosen) {
        super(Opcodes.ASM9, next);
        this.chosen = chosen;
    }

    /** Null: no method was chosen. */
    static byte @Nullable [] of(byte[] file, Choice choice) {
        ClassReader reader = new ClassReader(file);
        Map<String, Chosen> chosen = chosen(reader, version(file), choice);
        if (chosen.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Rewriting(writer, chosen), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private static Map<String, Chosen> chosen(ClassReader reader, int version, Choice choice) {
        Map<String, Chosen> chosen = new HashMap<>();
        MethodTable methods = new MethodTable(reader);
        while (methods.next()) {
            Inlined inlined = choice.of(methods.access(), methods.name(), methods.descriptor());
            int locals = inlined == null ? -1 : methods.locals();
            if (inlined != null && locals >= 0) {
                Site site = new Site(
                        reader.getClassName(), version, methods.access(), methods.name(), methods.descriptor(), locals);
                chosen.put(methods.name() + methods.descriptor(), new Chosen(inlined, site));
            }
        }
        return chosen;
    }

    /** The class file's major version. */
    static int version(byte[] file) {
        return (file[6] & 0xff) << 8 | (file[7] & 0xff);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        Chosen method = chosen.get(name + descriptor);
        return method == null ? next : method.inlined().into(new KnownOfCode(next), method.site());
    }

    /** Leaves out what nobody knows of the old code: it may speak of places in that, and the library would take it for the method's. */
    private static final class KnownOfCode extends MethodVisitor {
        private boolean inCode;

        KnownOfCode(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            inCode = true;
            super.visitCode();
        }

        @Override
        public void visitAttribute(Attribute attribute) {
            if (!inCode) {
                super.visitAttribute(attribute);
            }
        }
    }
}
