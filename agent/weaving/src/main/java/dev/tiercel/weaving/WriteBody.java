package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Inlines what a change means for caches into a method that changes data. What the body assigns to its parameters does not
 * matter: what is handed over is kept from before it.
 *
 * <pre>
 *   begun = BEGIN(...)                                  what is to be known afterwards of the time before; null: nothing
 *   after the body: instead = AFTER(..., returned, thrown, begun)
 *                   if instead != null and nothing was thrown: return instead[0]
 * </pre>
 */
final class WriteBody extends AroundBody {
    private final Site site;
    private final HandedOver handed;
    private final Arguments arguments;

    /** The last of the local variables that are kept; before it is what is handed over. */
    private final int begun;

    WriteBody(MethodVisitor code, Site site, HandedOver handed) {
        super(code, site, kept(handed));
        this.site = site;
        this.handed = handed;
        this.arguments = new Arguments(site);
        this.begun = ours + kept(handed).size() - 1;
    }

    private static List<Object> kept(HandedOver handed) {
        List<Object> kept = new ArrayList<>();
        if (handed.byReceiver()) {
            kept.add(Boxing.OBJECT);
        }
        if (handed.asArray()) {
            kept.add(OBJECTS);
        } else {
            handed.parameters().forEach(any -> kept.add(Boxing.OBJECT));
        }
        kept.add(Boxing.OBJECT);
        return kept;
    }

    @Override
    void enter(MethodVisitor code) {
        keep(code);
        handed.load(code, site, Role.BEGIN, spare);
        loadKept(code);
        handed.invoke(code, Role.BEGIN);
        code.visitVarInsn(Opcodes.ASTORE, begun);
    }

    private void keep(MethodVisitor code) {
        int local = ours;
        if (handed.byReceiver()) {
            arguments.loadReceiver(code);
            code.visitVarInsn(Opcodes.ASTORE, local++);
        }
        if (handed.asArray()) {
            arguments.loadArray(code, handed.parameters());
            code.visitVarInsn(Opcodes.ASTORE, local);
            return;
        }
        for (int parameter : handed.parameters()) {
            arguments.load(code, parameter);
            code.visitVarInsn(Opcodes.ASTORE, local++);
        }
    }

    private void loadKept(MethodVisitor code) {
        for (int local = ours; local < begun; local++) {
            code.visitVarInsn(Opcodes.ALOAD, local);
        }
    }

    @Override
    void after(MethodVisitor code, boolean thrown) {
        handed.load(code, site, Role.AFTER, spare);
        loadKept(code);
        loadOutcome(thrown);
        code.visitVarInsn(Opcodes.ALOAD, begun);
        handed.invoke(code, Role.AFTER);
        if (thrown) {
            code.visitInsn(Opcodes.POP);
        } else {
            returnInstead();
        }
    }
}
