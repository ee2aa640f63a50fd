package dev.tiercel.weaving;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.JavaConstant;

/**
 * The constant that a woven class holds for each handle: resolved once, when the method is first called, and from then
 * on as good as a literal to the compiler.
 *
 * <p>Class files have constants that are computed since version 55 (Java 11). In an older one a call site of
 * {@code invokedynamic} gives the same handle; that one has to name {@code Link} directly.
 *
 * <p>The constant's recipe names nothing but {@code java.base} and, as a string, the class {@code Link} of the system class loader:
 *
 * <pre>
 * publicLookup().findStatic(getSystemClassLoader().loadClass("...Link"), "link", type)
 *               .invokeWithArguments(ThisClass.class, role, handleType, methodId)
 * </pre>
 *
 * <p>A direct reference to {@code Link} would not resolve everywhere: not in a named module, not in a proxy's module, not
 * below a class loader that hides its parents.
 */
final class LinkConstant {
    private static final int FIRST_WITH_CONSTANTS = 55;
    private static final String LINK = "dev.tiercel.weaving.entry.Link";
    private static final JavaConstant.Dynamic LINK_METHOD = linkMethod();
    private static final Method INVOKE = method(MethodHandle.class, "invokeWithArguments", Object[].class);

    private LinkConstant() {}

    /** Puts the handle on the stack, as far as the class's version allows as a constant. */
    static StackManipulation load(
            TypeDescription owner, int version, Role role, JavaConstant.MethodType type, String methodId) {
        return isConstantIn(version)
                ? JavaConstant.Dynamic.ofInvocation(INVOKE, LINK_METHOD, owner, role.text(), type, methodId)
                        .withType(MethodHandle.class)
                        .toStackManipulation()
                : MethodInvocation.invoke(bootstrap())
                        .dynamic(
                                role.text(),
                                TypeDescription.ForLoadedType.of(MethodHandle.class),
                                List.of(),
                                List.of(type, JavaConstant.Simple.ofLoaded(methodId)));
    }

    /** True where class files of this version have computed constants; older ones must see {@code Link} themselves. */
    static boolean isConstantIn(int version) {
        return version >= FIRST_WITH_CONSTANTS;
    }

    /** True where classes of this loader can name {@code Link} directly. */
    static boolean isVisibleTo(ClassLoader loader) {
        try {
            return loader.loadClass(LINK).getClassLoader() == ClassLoader.getSystemClassLoader();
        } catch (ClassNotFoundException | LinkageError hidden) {
            return false;
        }
    }

    /** {@code Link.bootstrap}, described: the engine's own loader does not see that class. */
    private static MethodDescription.InDefinedShape bootstrap() {
        TypeDescription link = new TypeDescription.Latent(
                LINK,
                Opcodes.ACC_PUBLIC,
                TypeDescription.ForLoadedType.of(Object.class).asGenericType());
        List<ParameterDescription.Token> parameters = Stream.of(
                        MethodHandles.Lookup.class, String.class, MethodType.class, MethodType.class, String.class)
                .map(type -> new ParameterDescription.Token(
                        TypeDescription.ForLoadedType.of(type).asGenericType()))
                .toList();
        return new MethodDescription.Latent(
                link,
                "bootstrap",
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
                List.of(),
                TypeDescription.ForLoadedType.of(CallSite.class).asGenericType(),
                parameters,
                List.of(),
                List.of(),
                null,
                null);
    }

    private static JavaConstant.Dynamic linkMethod() {
        JavaConstant.Dynamic system =
                JavaConstant.Dynamic.ofInvocation(method(ClassLoader.class, "getSystemClassLoader"));
        JavaConstant.Dynamic link =
                JavaConstant.Dynamic.ofInvocation(method(ClassLoader.class, "loadClass", String.class), system, LINK);
        JavaConstant.Dynamic lookup = JavaConstant.Dynamic.ofInvocation(method(MethodHandles.class, "publicLookup"));
        Method findStatic =
                method(MethodHandles.Lookup.class, "findStatic", Class.class, String.class, MethodType.class);
        JavaConstant.MethodType type = JavaConstant.MethodType.of(
                MethodHandle.class, Class.class, String.class, MethodType.class, String.class);
        return JavaConstant.Dynamic.ofInvocation(findStatic, lookup, link, "link", type);
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            return owner.getMethod(name, parameters);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
