package dev.tiercel.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

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
        return original == null || !ClassShape.hasConstant(original, ATTRIBUTE) ? file : merged(original, file);
    }

    /** The second class file, with the names that the first one has; itself, if it has some. */
    static byte[] merged(byte[] original, byte[] file) {
        Map<String, List<Parameter>> names = names(original);
        if (names.isEmpty() || !names(file).isEmpty()) {
            return file;
        }
        // A writer that does not know the reader: one that does copies methods as they are.
        ClassWriter writer = new ClassWriter(0);
        OpenedClassReader.of(file)
                .accept(
                        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
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
        ClassVisitor reading = new ClassVisitor(OpenedClassReader.ASM_API) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(OpenedClassReader.ASM_API) {
                    @Override
                    public void visitParameter(String parameter, int modifiers) {
                        names.computeIfAbsent(name + descriptor, any -> new ArrayList<>())
                                .add(new Parameter(parameter, modifiers));
                    }
                };
            }
        };
        OpenedClassReader.of(original).accept(reading, ClassReader.SKIP_CODE);
        return names;
    }

    /** @param name null: it has none, but modifiers */
    private record Parameter(@Nullable String name, int modifiers) {}
}
