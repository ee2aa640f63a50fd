package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;

/**
 * What is inlined into a method that changes data. As for {@link ReadAdvice}: {@link Begin} stands for a call of a
 * constant handle, and so does {@link After}.
 */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class WriteAdvice {
    /** Where the fence stands. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Begin {}

    /** Key arguments, result, exception and fence are taken, and nothing of worth is given back. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface After {}

    private WriteAdvice() {}

    @Advice.OnMethodEnter
    static long enter(@Begin long begin) {
        return begin;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@After Object after) {
        Object called = after;
    }
}
