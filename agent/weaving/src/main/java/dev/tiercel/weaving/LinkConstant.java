package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.utility.JavaConstant;

/**
 * The constant that a woven class holds for each handle: resolved once, when the method is first called, and from then
 * on as good as a literal to the compiler.
 *
 * <p>Its recipe names nothing but {@code java.base} and, as a string, the class {@code Link} of the system class loader:
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
    private static final String LINK = "dev.tiercel.weaving.entry.Link";
    private static final JavaConstant.Dynamic LINK_METHOD = linkMethod();
    private static final Method INVOKE = method(MethodHandle.class, "invokeWithArguments", Object[].class);

    private LinkConstant() {}

    static JavaConstant of(TypeDescription owner, Role role, JavaConstant.MethodType type, String methodId) {
        return JavaConstant.Dynamic.ofInvocation(INVOKE, LINK_METHOD, owner, role.text(), type, methodId)
                .withType(MethodHandle.class);
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
