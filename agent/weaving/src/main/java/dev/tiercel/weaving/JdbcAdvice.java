package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;

/**
 * What is inlined into the calls of connections and statements. As for {@link ReadAdvice}: {@link Begin} and {@link End}
 * stand for calls of constant handles. It changes nothing of what the call returns or throws.
 */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class JdbcAdvice {
    /** The call begins; gives what {@link End} is handed. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Begin {}

    /** The call has ended. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface End {}

    private JdbcAdvice() {}

    @Advice.OnMethodEnter
    static Object enter(@Begin Object begin) {
        return begin;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@End Object end) {
        Object told = end;
    }
}
