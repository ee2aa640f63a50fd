package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The names of parameters, which a virtual machine before Java 19 leaves out when it shows a loaded class once more
 * (JDK-8240908): what is compiled with {@code -parameters} would lose them for good, and with them frameworks that ask for
 * them by reflection. They are in the class's own file still.
 */
final class LostParameters {
    /** Whether this virtual machine is such a one. */
    static final boolean ARE_LOST = Runtime.version().feature() < 19;

    private static final byte[] ATTRIBUTE = "MethodParameters".getBytes(StandardCharsets.ISO_8859_1);

    private LostParameters() {}

    /**
     * The class file with the names in it; itself, if it has lost none or they are not to be found.
     *
     * @param file as the virtual machine shows the loaded class
     */
    static byte[] restored(ClassLoader loader, String internalName, byte[] file) {
        byte[] original = Candidates.read(internalName, loader);
        ClassShape shape = original == null ? null : ClassShape.read(original, ATTRIBUTE);
        return original == null || shape == null || !shape.isMarked() ? file : merged(original, file);
    }

    /** The second class file, with the names that the first one has; itself, if it has some. */
    static byte[] merged(byte[] original, byte[] file) {
        Map<String, List<Parameter>> names = names(original);
        if (names.isEmpty() || !names(file).isEmpty()) {
            return file;
        }
        // A writer that does not know the reader: one that does copies methods as they are.
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                MethodVisitor method =
                                        super.visitMethod(access, name, descriptor, signature, exceptions);
                                names.getOrDefault(name + descriptor, List.of())
                                        .forEach(each -> method.visitParameter(each.name, each.modifiers));
                                return method;
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static Map<String, List<Parameter>> names(byte[] original) {
        Map<String, List<Parameter>> names = new HashMap<>();
        ClassVisitor reading = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitParameter(String parameter, int modifiers) {
                        names.computeIfAbsent(name + descriptor, any -> new ArrayList<>())
                                .add(new Parameter(parameter, modifiers));
                    }
                };
            }
        };
        new ClassReader(original).accept(reading, ClassReader.SKIP_CODE);
        return names;
    }

    /** @param name null: it has none, but modifiers */
    private record Parameter(@Nullable String name, int modifiers) {}
}
