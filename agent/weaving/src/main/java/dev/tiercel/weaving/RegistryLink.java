package dev.tiercel.weaving;

import dev.tiercel.export.Registries;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.ArgumentHandler;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.HandleInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.utility.JavaConstant;

/** The call of the handle that stands in place of the parameter of {@link RegistryAdvice}, and the handle. */
final class RegistryLink {
    private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);

    /** {@code (registry)Object} */
    private static final JavaConstant.MethodType MADE = JavaConstant.MethodType.of(OBJECT, List.of(OBJECT));

    private RegistryLink() {}

    /** @param classVersion the class file's major version */
    static Advice advice(int classVersion, ClassFileLocator ownClasses) {
        OffsetMapping made = (type, method, assigner, arguments, sort) ->
                new OffsetMapping.Target.ForStackManipulation(new StackManipulation.Compound(
                        LinkConstant.load(type, classVersion, Role.REGISTRY, MADE, "made"),
                        MethodVariableAccess.REFERENCE.loadFrom(arguments.argument(ArgumentHandler.THIS_REFERENCE)),
                        new HandleInvocation(MADE)));
        return Advice.withCustomMapping().bind(RegistryAdvice.Made.class, made).to(RegistryAdvice.class, ownClasses);
    }

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
