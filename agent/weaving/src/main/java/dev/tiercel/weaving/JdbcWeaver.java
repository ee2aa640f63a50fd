package dev.tiercel.weaving;

import dev.tiercel.transaction.JdbcCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls of our handles around the calls of JDBC in a class file. A driver's classes are big and their few methods are
 * known by name: they are rewritten as they are read, without a description of the class, which would be the most of what
 * an application waits for at its start. Everything else in the file is copied.
 */
final class JdbcWeaver extends ClassVisitor {
    /** {@code (receiver, first argument)Object} */
    private static final String BEGIN = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";

    /** {@code (begun, returned, thrown)Object} */
    private static final String END = "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)Ljava/lang/Object;";

    private final String owner;
    private final int version;
    private final Map<String, Around> around;

    private JdbcWeaver(ClassVisitor next, String owner, int version, Map<String, Around> around) {
        super(OpenedClassReader.ASM_API, next);
        this.owner = owner;
        this.version = version;
        this.around = around;
    }

    /** @param locals how many local variables the method has */
    private record Around(JdbcCall call, int locals) {}

    /**
     * Null: there is no such call in it.
     *
     * @param version the class file's major version
     */
    static byte @Nullable [] weave(byte[] file, int version, Set<JdbcType> types) {
        ClassReader reader = OpenedClassReader.of(file);
        Map<String, Around> found = new HashMap<>();
        reader.accept(new Finder(types, found), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (found.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new JdbcWeaver(writer, reader.getClassName(), version, found), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        Around method = around.get(name + descriptor);
        return method == null ? next : new Call(next, descriptor, method);
    }

    private final class Call extends Surround {
        private final String descriptor;
        private final JdbcCall call;

        Call(MethodVisitor next, String descriptor, Around method) {
            super(next, descriptor, method.locals());
            this.descriptor = descriptor;
            this.call = method.call();
        }

        @Override
        void begin(MethodVisitor code) {
            LinkConstant.load(code, owner, version, Role.JDBC_BEGIN, BEGIN, call.name());
            code.visitVarInsn(Opcodes.ALOAD, 0);
            Type[] arguments = Type.getArgumentTypes(descriptor);
            if (arguments.length == 0) {
                code.visitInsn(Opcodes.ACONST_NULL);
            } else {
                loadBoxed(code, arguments[0], 1);
            }
            LinkConstant.invoke(code, BEGIN);
        }

        @Override
        void beforeEnd(MethodVisitor code) {
            LinkConstant.load(code, owner, version, Role.JDBC_END, END, call.name());
        }

        @Override
        void end(MethodVisitor code) {
            LinkConstant.invoke(code, END);
            code.visitInsn(Opcodes.POP);
        }
    }

    /** Finds the calls, and how many local variables they have. */
    private static final class Finder extends ClassVisitor {
        private final Set<JdbcType> types;
        private final Map<String, Around> found;

        Finder(Set<JdbcType> types, Map<String, Around> found) {
            super(OpenedClassReader.ASM_API);
            this.types = types;
            this.found = found;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            JdbcCall call = call(access, name, descriptor);
            if (call == null) {
                return null;
            }
            return new MethodVisitor(OpenedClassReader.ASM_API) {
                @Override
                public void visitMaxs(int stack, int locals) {
                    found.put(name + descriptor, new Around(call, locals));
                }
            };
        }

        private @Nullable JdbcCall call(int access, String name, String descriptor) {
            for (JdbcType type : types) {
                JdbcCall call = type.call(access, name, descriptor);
                if (call != null) {
                    return call;
                }
            }
            return null;
        }
    }
}
