package dev.tiercel.weaving;

import dev.tiercel.export.Registries;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** The handle that is told of a new registry of meters. */
final class RegistryLink {
    private RegistryLink() {}

    /** The handle, by its role. Nothing comes out of it, whatever happens. */
    static Map<Role, MethodHandle> handles(Registries registries) {
        try {
            MethodHandle made =
                    MethodHandles.lookup().bind(registries, "made", MethodType.methodType(void.class, Object.class));
            MethodHandle quiet = MethodHandles.catchException(
                    made,
                    Throwable.class,
                    MethodHandles.empty(MethodType.methodType(void.class, Throwable.class, Object.class)));
            return Map.of(
                    Role.REGISTRY, MethodHandles.filterReturnValue(quiet, MethodHandles.constant(Object.class, null)));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
