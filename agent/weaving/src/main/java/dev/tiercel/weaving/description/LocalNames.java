package dev.tiercel.weaving.description;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The names that a class file has for debuggers: those of the variables that live from the start of a method on. */
final class LocalNames extends ClassVisitor {
    private final Map<String, Map<Integer, String>> names = new HashMap<>();

    private LocalNames() {
        super(Opcodes.ASM9);
    }

    /** By a method's name and descriptor: by where the variable is, its name. */
    static Map<String, Map<Integer, String>> read(byte[] file) {
        LocalNames reader = new LocalNames();
        new ClassReader(file).accept(reader, ClassReader.SKIP_FRAMES);
        return reader.names;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Map<Integer, String> own = new HashMap<>();
        names.put(name + descriptor, own);
        return new MethodVisitor(Opcodes.ASM9) {
            private @Nullable Label first;

            @Override
            public void visitLabel(Label label) {
                first = first == null ? label : first;
            }

            @Override
            public void visitLocalVariable(
                    String variable, String type, @Nullable String generic, Label start, Label end, int index) {
                if (start == first) {
                    own.put(index, variable);
                }
            }
        };
    }
}
