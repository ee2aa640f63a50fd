package dev.tiercel.weaving;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Inlines our question about an intercepted call into a framework's interceptor.
 *
 * <pre>
 *   next = STEP(interceptor, target, call)       see {@link Steps#step}
 *   if next is neither null nor a BiConsumer: return what the intercepted method returns
 *   after = (BiConsumer) next
 *   after the body: if after != null: after.accept(returned, thrown)
 * </pre>
 */
final class StepBody extends AroundBody {
    private static final String AFTER = "java/util/function/BiConsumer";

    /** {@code (interceptor, target, call)Object} */
    private static final String STEP = "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";

    private final Interceptor interceptor;
    private final Site site;

    /** The local variable. */
    private final int after;

    StepBody(MethodVisitor code, Site site, Interceptor interceptor) {
        super(code, site, List.of(AFTER));
        this.site = site;
        this.interceptor = interceptor;
        this.after = ours;
    }

    @Override
    void enter(MethodVisitor code) {
        Label unskipped = new Label();
        step(code);
        code.visitInsn(Opcodes.DUP);
        code.visitTypeInsn(Opcodes.INSTANCEOF, AFTER);
        code.visitJumpInsn(Opcodes.IFNE, unskipped);
        code.visitInsn(Opcodes.DUP);
        code.visitJumpInsn(Opcodes.IFNULL, unskipped);
        code.visitInsn(Opcodes.POP);
        invoke(code, interceptor == Interceptor.MICRONAUT ? "proceed" : "invoke");
        returned();
        code.visitLabel(unskipped);
        frameBefore(Boxing.OBJECT);
        code.visitTypeInsn(Opcodes.CHECKCAST, AFTER);
        code.visitVarInsn(Opcodes.ASTORE, after);
    }

    private void step(MethodVisitor code) {
        LinkConstant.load(code, site, Role.STEP, STEP, site.name() + site.descriptor(), spare);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        if (interceptor == Interceptor.MICRONAUT) {
            invoke(code, "getTarget");
            code.visitVarInsn(Opcodes.ALOAD, 1);
        } else {
            code.visitVarInsn(Opcodes.ALOAD, 2);
            code.visitVarInsn(Opcodes.ALOAD, 3);
        }
        LinkConstant.invoke(code, STEP);
    }

    /**
     * Calls a method {@code ()Object} of the first argument, which is what runs the intercepted method: the framework's
     * interface has it, or one that it extends.
     */
    private void invoke(MethodVisitor code, String name) {
        String owner = Type.getArgumentTypes(site.descriptor())[0].getInternalName();
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, name, "()Ljava/lang/Object;", true);
    }

    @Override
    void after(MethodVisitor code, boolean thrown) {
        Label without = new Label();
        code.visitVarInsn(Opcodes.ALOAD, after);
        code.visitJumpInsn(Opcodes.IFNULL, without);
        code.visitVarInsn(Opcodes.ALOAD, after);
        loadOutcome(thrown);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, AFTER, "accept", "(Ljava/lang/Object;Ljava/lang/Object;)V", true);
        code.visitLabel(without);
        frameAfter(thrown);
    }
}
