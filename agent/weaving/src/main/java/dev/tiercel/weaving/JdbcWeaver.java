package dev.tiercel.weaving;

import dev.tiercel.transaction.JdbcCall;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts calls of our handles around the calls of JDBC in a class file. A driver's classes are big, and their few methods
 * are known by name.
 */
final class JdbcWeaver extends Surround {
    /** {@code (receiver, first argument)Object} */
    private static final String BEGIN = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";

    /** {@code (begun, returned, thrown)Object} */
    private static final String END = "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)Ljava/lang/Object;";

    private final Site site;
    private final JdbcCall call;

    private JdbcWeaver(MethodVisitor next, Site site, JdbcCall call) {
        super(next, site.descriptor(), site.locals());
        this.site = site;
        this.call = call;
    }

    /** Null: there is no such call in it. */
    static byte @Nullable [] weave(byte[] file, Set<JdbcType> types) {
        return Rewriting.of(file, (access, name, descriptor) -> {
            JdbcCall call = call(types, access, name, descriptor);
            return call == null ? null : (code, site) -> new JdbcWeaver(code, site, call);
        });
    }

    private static @Nullable JdbcCall call(Set<JdbcType> types, int access, String name, String descriptor) {
        for (JdbcType type : types) {
            JdbcCall call = type.call(access, name, descriptor);
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    @Override
    void begin(MethodVisitor code) {
        LinkConstant.load(code, site, Role.JDBC_BEGIN, BEGIN, call.name(), spare);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        Type[] arguments = Type.getArgumentTypes(site.descriptor());
        if (arguments.length == 0) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            Boxing.load(code, arguments[0], 1);
        }
        LinkConstant.invoke(code, BEGIN);
    }

    @Override
    void beforeEnd(MethodVisitor code) {
        LinkConstant.load(code, site, Role.JDBC_END, END, call.name(), spare);
    }

    @Override
    void end(MethodVisitor code) {
        LinkConstant.invoke(code, END);
        code.visitInsn(Opcodes.POP);
    }
}
