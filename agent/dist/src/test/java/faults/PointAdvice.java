package faults;

import net.bytebuddy.asm.Advice;

/** What is put into the failing method. */
final class PointAdvice {
    private PointAdvice() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
        return Point.enter();
    }
}
