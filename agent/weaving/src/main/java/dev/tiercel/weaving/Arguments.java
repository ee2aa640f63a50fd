package dev.tiercel.weaving;

import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The arguments of a method, where they are when it begins; boxed where they are primitive. */
final class Arguments {
    private final boolean isStatic;
    private final Type[] types;
    private final List<Integer> all;

    Arguments(Site site) {
        this.isStatic = site.isStatic();
        this.types = Type.getArgumentTypes(site.descriptor());
        this.all = IntStream.range(0, types.length).boxed().toList();
    }

    /** All parameters, in order. */
    List<Integer> all() {
        return all;
    }

    /** Puts the receiver on the stack, or null. */
    void loadReceiver(MethodVisitor code) {
        if (isStatic) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            code.visitVarInsn(Opcodes.ALOAD, 0);
        }
    }

    /** Puts one argument on the stack. */
    void load(MethodVisitor code, int parameter) {
        int local = isStatic ? 0 : 1;
        for (int i = 0; i < parameter; i++) {
            local += types[i].getSize();
        }
        Boxing.load(code, types[parameter], local);
    }

    /** Puts an array of arguments on the stack. */
    void loadArray(MethodVisitor code, List<Integer> parameters) {
        push(code, parameters.size());
        code.visitTypeInsn(Opcodes.ANEWARRAY, Boxing.OBJECT);
        for (int i = 0; i < parameters.size(); i++) {
            code.visitInsn(Opcodes.DUP);
            push(code, i);
            load(code, parameters.get(i));
            code.visitInsn(Opcodes.AASTORE);
        }
    }

    /** A method has no more than 255 parameters. */
    private static void push(MethodVisitor code, int number) {
        if (number <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + number);
        } else {
            boolean isByte = number <= Byte.MAX_VALUE;
            code.visitIntInsn(isByte ? Opcodes.BIPUSH : Opcodes.SIPUSH, number);
        }
    }
}
