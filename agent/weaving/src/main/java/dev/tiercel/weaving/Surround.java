package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Surrounds a method's body with two calls, and changes nothing of what it returns or throws. What the first call gives is
 * kept in a local variable behind all others, and handed to the second:
 *
 * <pre>
 *   begun = begin
 *   try     { the body; at each return: end(begun, returned, null) }
 *   catch t { end(begun, null, t); throw t }
 * </pre>
 *
 * <p>There is no branch in it, so that it needs to know nothing of the stack, which may hold anything at a return. Frames
 * have to come expanded.
 */
abstract class Surround extends MethodVisitor {
    private static final String THROWABLE = "java/lang/Throwable";

    private final Type returned;

    /** The local variables: what the beginning gave, and behind it what is returned or thrown. */
    private final int begun;

    private final int outcome;

    /** One that is free. */
    final int spare;

    /** Between which labels an exception is the body's: from the first to the second, from the third to the fourth ... */
    private final List<Label> body = new ArrayList<>();

    /** @param locals how many local variables the method has by itself */
    Surround(MethodVisitor next, String descriptor, int locals) {
        super(Opcodes.ASM9, next);
        this.returned = Type.getReturnType(descriptor);
        this.begun = locals;
        this.outcome = begun + 1;
        this.spare = outcome + 2;
    }

    /** Puts an object on the stack. */
    abstract void begin(MethodVisitor code);

    /** Puts what {@link #end} needs on the stack, below what the beginning gave, the result and the exception. */
    abstract void beforeEnd(MethodVisitor code);

    /** Takes all that from the stack. */
    abstract void end(MethodVisitor code);

    @Override
    public void visitCode() {
        super.visitCode();
        begin(mv);
        super.visitVarInsn(Opcodes.ASTORE, begun);
        mark();
    }

    private void mark() {
        Label label = new Label();
        super.visitLabel(label);
        body.add(label);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        mark();
        boolean isVoid = opcode == Opcodes.RETURN;
        if (!isVoid) {
            super.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), outcome);
        }
        beforeEnd(mv);
        super.visitVarInsn(Opcodes.ALOAD, begun);
        if (isVoid) {
            super.visitInsn(Opcodes.ACONST_NULL);
        } else {
            Boxing.load(mv, returned, outcome);
        }
        super.visitInsn(Opcodes.ACONST_NULL);
        end(mv);
        if (!isVoid) {
            super.visitVarInsn(returned.getOpcode(Opcodes.ILOAD), outcome);
        }
        super.visitInsn(opcode);
        mark();
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int stack, Object[] stacked) {
        List<Object> all = Frames.padded(Arrays.asList(local).subList(0, locals), begun);
        all.add(Boxing.OBJECT);
        super.visitFrame(type, all.size(), all.toArray(), stack, stacked);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
        mark();
        Label handler = new Label();
        for (int i = 0; i < body.size(); i += 2) {
            // The virtual machine takes no range without an instruction.
            if (body.get(i).getOffset() < body.get(i + 1).getOffset()) {
                super.visitTryCatchBlock(body.get(i), body.get(i + 1), handler, THROWABLE);
            }
        }
        super.visitLabel(handler);
        visitFrame(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {THROWABLE});
        super.visitVarInsn(Opcodes.ASTORE, outcome);
        beforeEnd(mv);
        super.visitVarInsn(Opcodes.ALOAD, begun);
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitVarInsn(Opcodes.ALOAD, outcome);
        end(mv);
        super.visitVarInsn(Opcodes.ALOAD, outcome);
        super.visitInsn(Opcodes.ATHROW);
        super.visitMaxs(stack, locals);
    }
}
