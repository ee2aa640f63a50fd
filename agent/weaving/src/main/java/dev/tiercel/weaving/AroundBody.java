package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Puts code around a method's body, which may return before the body and something else than it:
 *
 * <pre>
 *   enter
 *   try     { the body; each return: store the result, go to exit }
 *   exit:     after, with the result; return it
 *   catch t { after, with t; throw t }
 *   instead:  return instead[0]
 * </pre>
 *
 * <p>What is kept from the one to the other is in local variables behind the method's own. A return may have more on the
 * stack than the result; what, is known from the body's frames, which have to come expanded.
 */
abstract class AroundBody extends AnalyzerAdapter {
    static final String OBJECTS = "[Ljava/lang/Object;";
    static final String THROWABLE = "java/lang/Throwable";

    /** The local variable from which on ours stand. */
    final int ours;

    private final MethodVisitor code;
    private final List<Object> kept;
    private final Type returned;

    /** The local variable for what is returned or thrown, behind what is kept. */
    private final int outcome;

    /** One that is free. */
    final int spare;

    private final List<Object> parameters;
    private final Label body = new Label();
    private final Label exit = new Label();
    private final Label instead = new Label();
    private boolean returns;
    private boolean replaces;

    /**
     * @param code writes the method
     * @param kept the types, as they stand in frames, of the local variables that {@link #enter} sets; objects
     */
    AroundBody(MethodVisitor code, Site site, List<Object> kept) {
        super(
                Opcodes.ASM9,
                site.owner(),
                site.access(),
                site.name(),
                site.descriptor(),
                new Padded(code, site.locals(), kept));
        this.code = code;
        this.ours = site.locals();
        this.kept = kept;
        this.returned = Type.getReturnType(site.descriptor());
        this.outcome = ours + kept.size();
        this.spare = outcome + Math.max(1, returned.getSize());
        this.parameters = Frames.ofSlots(locals);
    }

    /** Comes before the body; ends with an instruction that is behind its last frame. */
    abstract void enter(MethodVisitor code);

    /** Comes after it, with nothing on the stack before and after. */
    abstract void after(MethodVisitor code, boolean thrown);

    /** Adds ours to the frames of the method's own code. */
    private static final class Padded extends MethodVisitor {
        private final int ours;
        private final List<Object> kept;

        Padded(MethodVisitor next, int ours, List<Object> kept) {
            super(Opcodes.ASM9, next);
            this.ours = ours;
            this.kept = kept;
        }

        @Override
        public void visitFrame(int type, int count, Object[] local, int stacked, Object[] stack) {
            List<Object> all = Frames.padded(Arrays.asList(local).subList(0, count), ours);
            all.addAll(kept);
            super.visitFrame(type, all.size(), all.toArray(), stacked, stack);
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        enter(code);
        code.visitLabel(body);
    }

    @Override
    public void visitInsn(int opcode) {
        // Code that is never reached has no stack, and may stay as it is.
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN || stack == null) {
            super.visitInsn(opcode);
            return;
        }
        if (opcode != Opcodes.RETURN) {
            code.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), outcome);
        }
        pop(stack.size() - returned.getSize());
        code.visitJumpInsn(Opcodes.GOTO, exit);
        returns = true;
        locals = null;
        stack = null;
    }

    private void pop(int slots) {
        int left = slots;
        while (left > 0) {
            boolean wide = left > 1 && Frames.isWide(stack.get(left - 2));
            code.visitInsn(wide ? Opcodes.POP2 : Opcodes.POP);
            left -= wide ? 2 : 1;
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label end = new Label();
        code.visitLabel(end);
        if (returns) {
            exit();
        }
        Label handler = new Label();
        code.visitTryCatchBlock(body, end, handler, THROWABLE);
        code.visitLabel(handler);
        frame(own(), THROWABLE);
        code.visitVarInsn(Opcodes.ASTORE, outcome);
        after(code, true);
        code.visitVarInsn(Opcodes.ALOAD, outcome);
        code.visitInsn(Opcodes.ATHROW);
        if (replaces) {
            code.visitLabel(instead);
            frame(List.of(), OBJECTS);
            first(code);
            Boxing.returned(code, returned);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private void exit() {
        code.visitLabel(exit);
        frameAfter(false);
        after(code, false);
        if (returned.getSort() != Type.VOID) {
            code.visitVarInsn(returned.getOpcode(Opcodes.ILOAD), outcome);
        }
        code.visitInsn(returned.getOpcode(Opcodes.IRETURN));
    }

    /** Returns the object on the stack. */
    final void returned() {
        Boxing.returned(code, returned);
    }

    /** Returns the first of the array on the stack, or goes on without it where it is null. */
    final void returnInstead() {
        replaces = true;
        code.visitTypeInsn(Opcodes.CHECKCAST, OBJECTS);
        code.visitInsn(Opcodes.DUP);
        code.visitJumpInsn(Opcodes.IFNONNULL, instead);
        code.visitInsn(Opcodes.POP);
    }

    /** Puts the result and the exception on the stack, one of which is null. */
    final void loadOutcome(boolean thrown) {
        if (thrown || returned.getSort() == Type.VOID) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            Boxing.load(code, returned, outcome);
        }
        if (thrown) {
            code.visitVarInsn(Opcodes.ALOAD, outcome);
        } else {
            code.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    /** The first of the array on the stack. */
    static void first(MethodVisitor code) {
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.AALOAD);
    }

    /** For a jump within {@link #enter}, with what was given to the method alone. */
    final void frameBefore(Object... stack) {
        frame(parameters, stack);
    }

    /** For a jump within {@link #after}. */
    final void frameAfter(boolean thrown) {
        List<Object> all = own();
        if (thrown) {
            all.add(THROWABLE);
        } else if (returned.getSort() != Type.VOID) {
            all.add(Boxing.inFrame(returned));
        }
        frame(all);
    }

    private List<Object> own() {
        List<Object> own = new ArrayList<>(Frames.padded(List.of(), ours));
        own.addAll(kept);
        return own;
    }

    private void frame(List<Object> all, Object... stack) {
        code.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stack.length, stack);
    }
}
