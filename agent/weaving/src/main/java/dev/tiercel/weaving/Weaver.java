package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a class: the advice is inlined into each of its methods that a dialect speaks of. No member is added,
 * removed or changed, so that a class can be rewritten after it was loaded, and restored. Thread-safe.
 */
final class Weaver {
    /** Class files of Java 7, the first with method handles and frames that are checked. */
    private static final int OLDEST = 51;

    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            // Methods as the class file declares them: nothing is to be merged over bridges or supertypes.
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

    private final ClassFileLocator ownClasses = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
    private final List<Dialect> dialects;
    private final String mark;
    private final Report report;

    /** @param mark what is put behind the names of methods in constants */
    Weaver(List<Dialect> dialects, String mark, Report report) {
        this.dialects = List.copyOf(dialects);
        this.mark = mark;
        this.report = report;
    }

    /**
     * A rewritten class.
     *
     * @param file its class file
     * @param methods its woven methods, by name and descriptor
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Woven(byte[] file, Map<String, Linkable> methods) {}

    /** The class with our advice in it; null: it has no method to weave. Methods left alone are logged, each once. */
    @Nullable
    Woven weave(ClassLoader loader, String className, byte[] file) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, file), ClassFileLocator.ForClassLoader.of(loader));
        // A type that nobody asks about need not be there: the class may do without it at run time too.
        TypePool pool = new TypePool.Default.WithLazyResolution(
                new FoundTypes(), locator, TypePool.Default.ReaderMode.EXTENDED, TypePool.ClassLoading.ofBootLoader());
        TypeDescription type = pool.describe(className).resolve();
        Interceptor interceptor = Interceptor.of(className);
        if (interceptor != null) {
            return stepInto(interceptor, type, locator, classVersion(file));
        }
        List<WovenMethod> methods = read(type, loader);
        if (methods.isEmpty()) {
            return null;
        }
        int version = classVersion(file);
        if (!LinkConstant.isConstantIn(version) && (version < OLDEST || !LinkConstant.isVisibleTo(loader))) {
            report.leftAlone(
                    className,
                    "its class file version " + version
                            + (version < OLDEST
                                    ? " is too old; compile it for Java 7 or later"
                                    : " is old and its class loader hides the agent; compile it for Java 11 or later"));
            return null;
        }
        Collisions.tell(methods, report.log());
        DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
        Map<String, Linkable> linkable = new LinkedHashMap<>();
        for (WovenMethod method : methods) {
            builder = builder.visit(advice(method, version).on(ElementMatchers.is(method.method())));
            linkable.put(method.id(), Linkable.of(method));
        }
        return new Woven(builder.make().getBytes(), linkable);
    }

    /** The class with our advice in its calls of JDBC; null: it has none, or cannot be woven. */
    byte @Nullable [] weaveJdbc(ClassLoader loader, String className, byte[] file, Set<JdbcType> types) {
        int version = classVersion(file);
        if (!LinkConstant.isConstantIn(version) && (version < OLDEST || !LinkConstant.isVisibleTo(loader))) {
            report.log()
                    .warn(className
                            + " is left alone: what is invalidated in its transactions is invalidated at once, not at"
                            + " their commit, because its class file version " + version + " is too old");
            return null;
        }
        return JdbcWeaver.weave(file, version, types);
    }

    /** Micrometer's registry with our advice at the end of its constructor; null: it cannot be woven. */
    byte @Nullable [] weaveRegistry(ClassLoader loader, byte[] file) {
        int version = classVersion(file);
        if (!LinkConstant.isConstantIn(version) && !LinkConstant.isVisibleTo(loader)) {
            report.log()
                    .warn(
                            "Micrometer is left alone: its class loader hides the agent, and its registries are not told what is"
                                    + " counted; metrics.port tells Prometheus");
            return null;
        }
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(RegistryGate.CLASS, file), ClassFileLocator.ForClassLoader.of(loader));
        TypePool pool = new TypePool.Default.WithLazyResolution(
                new FoundTypes(), locator, TypePool.Default.ReaderMode.FAST, TypePool.ClassLoading.ofBootLoader());
        return byteBuddy
                .decorate(pool.describe(RegistryGate.CLASS).resolve(), locator)
                .visit(RegistryLink.advice(version, ownClasses).on(ElementMatchers.isConstructor()))
                .make()
                .getBytes();
    }

    private @Nullable Woven stepInto(
            Interceptor interceptor, TypeDescription type, ClassFileLocator locator, int version) {
        MethodDescription.InDefinedShape method = interceptor.method(type);
        if (method == null) {
            report.log()
                    .warn(type.getName()
                            + " is of a version that is not known: what its annotations say and what is cached here"
                            + " may be cached twice; take its name out of the setting annotations");
            return null;
        }
        byte[] file = byteBuddy
                .decorate(type, locator)
                .visit(StepCall.advice(interceptor, method, version, ownClasses).on(ElementMatchers.is(method)))
                .make()
                .getBytes();
        return new Woven(file, Map.of());
    }

    private List<WovenMethod> read(TypeDescription type, ClassLoader loader) {
        List<WovenMethod> methods = new ArrayList<>();
        for (AnnotatedMethod method : AnnotatedMethods.of(type, loader, dialects)) {
            try {
                WovenMethod read = method.read();
                if (read != null) {
                    methods.add(read);
                }
            } catch (UnfitMethodException unfit) {
                report.leftAlone(method.name(), String.valueOf(unfit.getMessage()));
            } catch (RuntimeException unread) {
                // A type it names has no class file, for one; that says nothing of its neighbours.
                report.leftAlone(method.name(), "its declaration cannot be read: " + unread);
            }
        }
        return methods;
    }

    private static int classVersion(byte[] file) {
        return (file[6] & 0xff) << 8 | (file[7] & 0xff);
    }

    private Advice advice(WovenMethod method, int version) {
        if (!method.isRead()) {
            return Advice.withCustomMapping()
                    .bind(WriteAdvice.Begin.class, new LinkedCall(method, version, Role.BEGIN, mark))
                    .bind(WriteAdvice.After.class, new LinkedCall(method, version, Role.AFTER, mark))
                    .to(WriteAdvice.class, ownClasses);
        }
        Advice.WithCustomMapping reading = Advice.withCustomMapping()
                .bind(ReadAdvice.Hit.class, new LinkedCall(method, version, Role.HIT, mark))
                .bind(ReadAdvice.Open.class, new LinkedCall(method, version, Role.OPEN, mark));
        return method.handsOverArray()
                ? reading.bind(ReadManyAdvice.Passed.class, new PassedArray(method.passed()))
                        .to(ReadManyAdvice.class, ownClasses)
                : reading.to(ReadAdvice.class, ownClasses);
    }
}
