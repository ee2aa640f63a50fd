package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * What is inlined into a method that changes data. As for {@link ReadAdvice}: {@link Begin} stands for a call of a
 * constant handle, and so does {@link After}.
 */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class WriteAdvice {
    /** What is to be known afterwards of the time before; null: nothing. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Begin {}

    /** What is to be returned instead of the result, as an array of one; null: the result itself. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface After {}

    private WriteAdvice() {}

    @Advice.OnMethodEnter
    static Object enter(@Begin Object begin) {
        return begin;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @After Object after, @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
        Object[] instead = (Object[]) after;
        if (instead != null) {
            returned = instead[0];
        }
    }
}
