package dev.tiercel.weaving;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;

/** What is inlined into the constructor of a registry of meters. As for {@link ReadAdvice}. */
@SuppressWarnings({"unused", "UnusedVariable", "UnusedMethod"})
final class RegistryAdvice {
    /** The registry is made. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Made {}

    private RegistryAdvice() {}

    @Advice.OnMethodExit
    static void exit(@Made Object made) {
        Object told = made;
    }
}
