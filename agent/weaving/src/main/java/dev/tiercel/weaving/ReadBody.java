package dev.tiercel.weaving;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Inlines the cache into a method that reads. It may use nothing but the JDK, and where the body is skipped nothing comes
 * after that could fail:
 *
 * <pre>
 *   answer = HIT(...)                           the value that L1 has, or null
 *   if answer != null: return answer
 *   opened = OPEN(..., receiver, arguments)     what to do about a call that L1 did not answer
 *   if opened is Throwable[]: throw opened[0]
 *   if opened is Object[]:    return opened[0]
 *   ticket = (BiFunction) opened
 *   after the body: instead = ticket == null ? null : ticket.apply(returned, thrown)
 *                   if instead != null: return instead[0], whatever was thrown
 * </pre>
 */
final class ReadBody extends AroundBody {
    private static final String TICKET = "java/util/function/BiFunction";
    private static final String THROWABLES = "[Ljava/lang/Throwable;";

    private final Site site;
    private final HandedOver handed;
    private final Arguments arguments;

    /** The local variables, one after the other in the same place: the array that is handed over, the ticket. */
    private final int array;

    private final int ticket;

    ReadBody(MethodVisitor code, Site site, HandedOver handed) {
        super(code, site, List.of(TICKET));
        this.site = site;
        this.handed = handed;
        this.arguments = new Arguments(site);
        this.array = ours;
        this.ticket = ours;
    }

    @Override
    void enter(MethodVisitor code) {
        Label answer = new Label();
        if (handed.asArray()) {
            arguments.loadArray(code, handed.parameters());
            code.visitVarInsn(Opcodes.ASTORE, array);
        }
        hit(code);
        code.visitInsn(Opcodes.DUP);
        code.visitJumpInsn(Opcodes.IFNONNULL, answer);
        code.visitInsn(Opcodes.POP);
        open(code);
        opened(code, answer);
        code.visitTypeInsn(Opcodes.CHECKCAST, TICKET);
        code.visitVarInsn(Opcodes.ASTORE, ticket);
    }

    private void hit(MethodVisitor code) {
        handed.load(code, site, Role.HIT, spare);
        passed(code);
        handed.invoke(code, Role.HIT);
    }

    private void open(MethodVisitor code) {
        handed.load(code, site, Role.OPEN, spare);
        passed(code);
        arguments.loadReceiver(code);
        if (handed.asArray() && handed.parameters().equals(arguments.all())) {
            code.visitVarInsn(Opcodes.ALOAD, array);
        } else {
            arguments.loadArray(code, arguments.all());
        }
        handed.invoke(code, Role.OPEN);
    }

    private void passed(MethodVisitor code) {
        if (handed.byReceiver()) {
            arguments.loadReceiver(code);
        }
        if (handed.asArray()) {
            code.visitVarInsn(Opcodes.ALOAD, array);
        } else {
            handed.parameters().forEach(each -> arguments.load(code, each));
        }
    }

    private void opened(MethodVisitor code, Label answer) {
        Label answered = new Label();
        Label unanswered = new Label();
        code.visitInsn(Opcodes.DUP);
        code.visitTypeInsn(Opcodes.INSTANCEOF, OBJECTS);
        code.visitJumpInsn(Opcodes.IFEQ, unanswered);
        code.visitInsn(Opcodes.DUP);
        code.visitTypeInsn(Opcodes.INSTANCEOF, THROWABLES);
        code.visitJumpInsn(Opcodes.IFEQ, answered);
        code.visitTypeInsn(Opcodes.CHECKCAST, THROWABLES);
        first(code);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(answered);
        frameBefore(Boxing.OBJECT);
        code.visitTypeInsn(Opcodes.CHECKCAST, OBJECTS);
        first(code);
        code.visitLabel(answer);
        frameBefore(Boxing.OBJECT);
        returned();
        code.visitLabel(unanswered);
        frameBefore(Boxing.OBJECT);
    }

    @Override
    void after(MethodVisitor code, boolean thrown) {
        Label without = new Label();
        code.visitVarInsn(Opcodes.ALOAD, ticket);
        code.visitJumpInsn(Opcodes.IFNULL, without);
        code.visitVarInsn(Opcodes.ALOAD, ticket);
        loadOutcome(thrown);
        code.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                TICKET,
                "apply",
                "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
                true);
        returnInstead();
        code.visitLabel(without);
        frameAfter(thrown);
    }
}
