package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * As {@link ReadAdvice}, for a method that hands over an array: it is made once, and serves the question for a hit and
 * the one after it.
 */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod", "unchecked"})
final class ReadManyAdvice {
    /** The local variable that holds the array. */
    static final String LOCAL = "passed";

    /** The array of what is handed over. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Passed {}

    private ReadManyAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
            @Passed Object[] array,
            @ReadAdvice.Hit Object hit,
            @ReadAdvice.Open Object open,
            @Advice.Local(LOCAL) Object[] passed,
            @Advice.Local("answer") Object answer,
            @Advice.Local("ticket") BiFunction<Object, Throwable, Object[]> ticket)
            throws Throwable {
        passed = array;
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
            @Advice.Local(LOCAL) Object[] passed,
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
