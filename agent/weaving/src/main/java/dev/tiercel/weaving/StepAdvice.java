package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.BiConsumer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * What is inlined into a framework's interceptor. As for {@link ReadAdvice}: {@link Step} stands for a call of a constant
 * handle, and {@link Proceeded} for that of the intercepted method.
 */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod", "unchecked"})
final class StepAdvice {
    /** What is to be done about an intercepted call, see {@link Steps#step}. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Step {}

    /** What the intercepted method returns, which is run for it. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Proceeded {}

    private StepAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
            @Step Object step,
            @Proceeded Object proceeded,
            @Advice.Local("answer") Object answer,
            @Advice.Local("after") BiConsumer<Object, Throwable> after) {
        Object next = step;
        if (next == null) {
            return false;
        }
        if (next instanceof BiConsumer) {
            after = (BiConsumer<Object, Throwable>) next;
            return false;
        }
        answer = proceeded;
        return true;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter boolean skipped,
            @Advice.Local("answer") Object answer,
            @Advice.Local("after") BiConsumer<Object, Throwable> after,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
            @Advice.Thrown Throwable thrown) {
        if (skipped) {
            returned = answer;
        } else if (after != null) {
            after.accept(returned, thrown);
        }
    }
}
