package dev.tiercel.weaving;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a call of our handle at the end of each constructor of a registry of meters: the registry is made. */
final class RegistryWeaver extends MethodVisitor {
    /** {@code (registry)Object} */
    private static final String MADE = "(Ljava/lang/Object;)Ljava/lang/Object;";

    private final Site site;

    private RegistryWeaver(MethodVisitor next, Site site) {
        super(Opcodes.ASM9, next);
        this.site = site;
    }

    /** Null: the class has no constructor. */
    static byte @Nullable [] weave(byte[] file) {
        return Rewriting.of(file, (access, name, descriptor) -> name.equals("<init>") ? RegistryWeaver::new : null);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            LinkConstant.load(mv, site, Role.REGISTRY, MADE, "made", site.locals());
            super.visitVarInsn(Opcodes.ALOAD, 0);
            LinkConstant.invoke(mv, MADE);
            super.visitInsn(Opcodes.POP);
        }
        super.visitInsn(opcode);
    }
}
