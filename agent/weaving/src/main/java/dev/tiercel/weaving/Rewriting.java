package dev.tiercel.weaving;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        Map<String, Chosen> chosen = new HashMap<>();
        reader.accept(
                new Finder(choice, reader.getClassName(), version(file), chosen),
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (chosen.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Rewriting(writer, chosen), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
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
        return method == null ? next : method.inlined().into(next, method.site());
    }

    /** Finds the methods, and how many local variables they have. */
    private static final class Finder extends ClassVisitor {
        private final Choice choice;
        private final String owner;
        private final int version;
        private final Map<String, Chosen> chosen;

        Finder(Choice choice, String owner, int version, Map<String, Chosen> chosen) {
            super(Opcodes.ASM9);
            this.choice = choice;
            this.owner = owner;
            this.version = version;
            this.chosen = chosen;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Inlined inlined = choice.of(access, name, descriptor);
            if (inlined == null) {
                return null;
            }
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMaxs(int stack, int locals) {
                    Site site = new Site(owner, version, access, name, descriptor, locals);
                    chosen.put(name + descriptor, new Chosen(inlined, site));
                }
            };
        }
    }
}
