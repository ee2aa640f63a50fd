package faults;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * An agent that has one method of ours fail at a time, by its name in the agent's jar: {@code class#method kind}. The
 * kinds are those of {@link Point}.
 */
public final class FaultAgent implements ClassFileTransformer {
    private static Instrumentation instrumentation;

    private static volatile String owner = "";
    private static volatile String method = "";

    private FaultAgent() {}

    /** @param argument the jar with {@link Point}; a fault that is there from the start is the property {@code fault} */
    public static void premain(String argument, Instrumentation given) throws Exception {
        instrumentation = given;
        given.appendToBootstrapClassLoaderSearch(new JarFile(argument));
        given.addTransformer(new FaultAgent(), true);
        String fault = System.getProperty("fault");
        if (fault != null) {
            inject(fault);
        }
    }

    /** From now on the method fails that way, in classes that are loaded and in those that will be. */
    public static void inject(String fault) throws UnmodifiableClassException {
        int name = fault.indexOf('#');
        int kind = fault.indexOf(' ');
        owner = fault.substring(0, name).replace('.', '/');
        method = fault.substring(name + 1, kind);
        change(owner);
        Point.fail(fault.substring(kind + 1));
    }

    /** The method is as it was. */
    public static void restore() throws UnmodifiableClassException {
        Point.release();
        String before = owner;
        owner = "";
        change(before);
    }

    /** Has the class verified without being initialised: as it was loaded, and once more. */
    public static void link(Class<?> type) throws UnmodifiableClassException {
        instrumentation.retransformClasses(type);
    }

    private static void change(String internalName) throws UnmodifiableClassException {
        String name = internalName.replace('/', '.');
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            if (each.getName().equals(name)) {
                instrumentation.retransformClasses(each);
            }
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String internalName, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        if (internalName == null || !internalName.equals(owner)) {
            return null;
        }
        try {
            return failing(internalName.replace('/', '.'), file);
        } catch (Throwable wrong) {
            System.err.println("no fault in " + internalName + ": " + wrong);
            return null;
        }
    }

    private static byte[] failing(String name, byte[] file) {
        ClassFileLocator own = ClassFileLocator.ForClassLoader.of(FaultAgent.class.getClassLoader());
        ClassFileLocator locator = new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, file), own);
        TypePool pool = TypePool.Default.WithLazyResolution.of(locator);
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .decorate(pool.describe(name).resolve(), locator)
                .visit(Advice.to(PointAdvice.class, own)
                        .on(ElementMatchers.named(method).and(ElementMatchers.not(ElementMatchers.isAbstract()))))
                .make()
                .getBytes();
    }
}
