package dev.tiercel.readthrough;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Method handles on this room's own methods. */
final class Handles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Handles() {}

    static MethodHandle bind(Object receiver, String name, MethodType type) {
        try {
            return LOOKUP.bind(receiver, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The handle, made to return null instead of nothing. */
    static MethodHandle thenNull(MethodHandle returnsNothing) {
        return MethodHandles.filterReturnValue(returnsNothing, MethodHandles.constant(Object.class, null));
    }
}
