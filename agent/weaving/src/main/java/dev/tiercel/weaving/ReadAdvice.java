package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * What is inlined into a method that reads. Never called itself; it may use nothing but the JDK, and what it does after
 * a skipped body cannot fail.
 *
 * <p>{@link Hit} and {@link Open} are not parameters in truth: where one is read, {@link LinkedCall} puts the call of
 * the method's constant handle with its key arguments. So each stands once, in the order in which it is to be called.
 */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod", "unchecked"})
final class ReadAdvice {
    /** The value that L1 has, or null. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Hit {}

    /** What to do about a call that L1 did not answer. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Open {}

    private ReadAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
            @Hit Object hit,
            @Open Object open,
            @Advice.Local("answer") Object answer,
            @Advice.Local("ticket") BiFunction<Object, Throwable, Object[]> ticket)
            throws Throwable {
        answer = hit;
        if (answer != null) {
            return true;
        }
        Object opened = open;
        if (opened instanceof Throwable[] thrown) {
            throw thrown[0];
        }
        if (opened instanceof Object[] answered) {
            answer = answered[0];
            return true;
        }
        ticket = (BiFunction<Object, Throwable, Object[]>) opened;
        return false;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter boolean skipped,
            @Advice.Local("answer") Object answer,
            @Advice.Local("ticket") BiFunction<Object, Throwable, Object[]> ticket,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
            @Advice.Thrown(readOnly = false) Throwable thrown) {
        if (skipped) {
            returned = answer;
        } else if (ticket != null) {
            Object[] instead = ticket.apply(returned, thrown);
            if (instead != null) {
                returned = instead[0];
                thrown = null;
            }
        }
    }
}
