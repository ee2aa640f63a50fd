package dev.tiercel.weaving;

import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The two references on top of the stack change places. */
final class Swap extends StackManipulation.AbstractBase {
    static final StackManipulation INSTANCE = new Swap();

    private Swap() {}

    @Override
    public Size apply(MethodVisitor code, Implementation.Context context) {
        code.visitInsn(Opcodes.SWAP);
        return Size.ZERO;
    }
}
