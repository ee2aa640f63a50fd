package dev.tiercel.weaving;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

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
    private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";
    private static final Handle INVOKE = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/ConstantBootstraps",
            "invoke",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;" + HANDLE
                    + "[Ljava/lang/Object;)Ljava/lang/Object;",
            false);
    private static final Handle INVOKE_WITH_ARGUMENTS = new Handle(
            Opcodes.H_INVOKEVIRTUAL,
            "java/lang/invoke/MethodHandle",
            "invokeWithArguments",
            "([Ljava/lang/Object;)Ljava/lang/Object;",
            false);
    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            LINK.replace('.', '/'),
            "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
            false);
    private static final ConstantDynamic LINK_METHOD = linkMethod();

    private LinkConstant() {}

    /**
     * Puts the handle on the stack, as far as the class's version allows as a constant.
     *
     * @param site the method, whose class holds it
     * @param type descriptor of the handle's type
     * @param spare a local variable that is free
     */
    static void load(MethodVisitor code, Site site, Role role, String type, String methodId, int spare) {
        if (isConstantIn(site.version())) {
            code.visitLdcInsn(invoked(
                    HANDLE,
                    INVOKE_WITH_ARGUMENTS,
                    LINK_METHOD,
                    Type.getObjectType(site.owner()),
                    role.text(),
                    Type.getMethodType(type),
                    methodId));
            // HotSpot, where it explains a NullPointerException, takes such a constant for nothing on the stack: it
            // would look below its own, and may crash. What comes from a local variable it knows.
            code.visitVarInsn(Opcodes.ASTORE, spare);
            code.visitVarInsn(Opcodes.ALOAD, spare);
        } else {
            code.visitInvokeDynamicInsn(role.text(), "()" + HANDLE, BOOTSTRAP, Type.getMethodType(type), methodId);
        }
    }

    /** Calls the handle below its arguments. */
    static void invoke(MethodVisitor code, String type) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", type, false);
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

    private static ConstantDynamic linkMethod() {
        ConstantDynamic system = invoked(
                "Ljava/lang/ClassLoader;",
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        "java/lang/ClassLoader",
                        "getSystemClassLoader",
                        "()Ljava/lang/ClassLoader;",
                        false));
        ConstantDynamic link = invoked(
                "Ljava/lang/Class;",
                new Handle(
                        Opcodes.H_INVOKEVIRTUAL,
                        "java/lang/ClassLoader",
                        "loadClass",
                        "(Ljava/lang/String;)Ljava/lang/Class;",
                        false),
                system,
                LINK);
        ConstantDynamic lookup = invoked(
                "Ljava/lang/invoke/MethodHandles$Lookup;",
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        "java/lang/invoke/MethodHandles",
                        "publicLookup",
                        "()Ljava/lang/invoke/MethodHandles$Lookup;",
                        false));
        return invoked(
                HANDLE,
                new Handle(
                        Opcodes.H_INVOKEVIRTUAL,
                        "java/lang/invoke/MethodHandles$Lookup",
                        "findStatic",
                        "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)" + HANDLE,
                        false),
                lookup,
                link,
                "link",
                Type.getMethodType("(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "Ljava/lang/String;)" + HANDLE));
    }

    /** What the method returns for the arguments, as a constant. */
    private static ConstantDynamic invoked(String type, Handle method, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = method;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new ConstantDynamic("invoke", type, INVOKE, all);
    }
}
