package dev.tiercel.weaving;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;

/**
 * Handles on woven methods, by which we run them ourselves: exactly this class's body, whatever overrides it. They go
 * through what is woven into it. Thread-safe.
 */
final class Bodies {
    private final Instrumentation instrumentation;

    Bodies(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * The handle {@code (Object self, Object[] arguments)Object}; of a static method, self is not looked at.
     *
     * @param id name and descriptor
     * @throws IllegalStateException the virtual machine gives none
     */
    MethodHandle of(Class<?> owner, String id, boolean isStatic) {
        try {
            int end = id.indexOf('(');
            String name = id.substring(0, end);
            MethodType type = MethodType.fromMethodDescriptorString(id.substring(end), owner.getClassLoader());
            MethodHandles.Lookup lookup = inside(owner);
            MethodHandle method =
                    isStatic ? lookup.findStatic(owner, name, type) : lookup.findSpecial(owner, name, type, owner);
            MethodHandle any = method.asFixedArity()
                    .asType(MethodType.genericMethodType(method.type().parameterCount()))
                    .asSpreader(Object[].class, type.parameterCount());
            return isStatic ? MethodHandles.dropArguments(any, 0, Object.class) : any;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            throw new IllegalStateException(owner.getName() + "." + id + " cannot be called by the agent", unavailable);
        }
    }

    private MethodHandles.Lookup inside(Class<?> owner) throws IllegalAccessException {
        Module module = owner.getModule();
        Module ours = Bodies.class.getModule();
        String packageName = owner.getPackageName();
        if (!module.isOpen(packageName, ours)) {
            instrumentation.redefineModule(
                    module, Set.of(), Map.of(), Map.of(packageName, Set.of(ours)), Set.of(), Map.of());
        }
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
    }
}
