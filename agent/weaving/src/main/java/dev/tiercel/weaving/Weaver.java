package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a class: the advice is inlined into each of its methods that our annotations reach. No member is added,
 * removed or changed, so that a class can be rewritten after it was loaded, and restored. Thread-safe.
 */
final class Weaver {
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            // The default graph merges the two findById of a generated repository and would weave neither.
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

    private final ClassFileLocator ownClasses = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
    private final EventLog log;

    Weaver(EventLog log) {
        this.log = log;
    }

    /**
     * A rewritten class.
     *
     * @param file its class file
     * @param specs what its woven methods do, by name and descriptor
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Woven(byte[] file, Map<String, MethodSpec> specs) {}

    /** The class with our advice in it; null: it has no method to weave. Methods left alone are logged, each once. */
    @Nullable
    Woven weave(ClassLoader loader, String className, byte[] file) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, file), ClassFileLocator.ForClassLoader.of(loader));
        TypePool pool = new TypePool.Default(
                new TypePool.CacheProvider.Simple(),
                locator,
                TypePool.Default.ReaderMode.FAST,
                TypePool.ClassLoading.ofBootLoader());
        TypeDescription type = pool.describe(className).resolve();
        List<WovenMethod> methods = new ArrayList<>();
        for (AnnotatedMethod method : AnnotatedMethods.of(type)) {
            try {
                methods.add(SpecReader.read(method));
            } catch (UnfitMethodException unfit) {
                log.warn(method.name() + " is left alone: " + unfit.getMessage());
            }
        }
        if (methods.isEmpty()) {
            return null;
        }
        DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
        Map<String, MethodSpec> specs = new HashMap<>();
        for (WovenMethod method : methods) {
            builder = builder.visit(advice(method).on(ElementMatchers.is(method.method())));
            specs.put(method.id(), method.spec());
        }
        return new Woven(builder.make().getBytes(), specs);
    }

    private Advice advice(WovenMethod method) {
        return method.isRead()
                ? Advice.withCustomMapping()
                        .bind(ReadAdvice.Hit.class, new LinkedCall(method, Role.HIT))
                        .bind(ReadAdvice.Open.class, new LinkedCall(method, Role.OPEN))
                        .to(ReadAdvice.class, ownClasses)
                : Advice.withCustomMapping()
                        .bind(WriteAdvice.Begin.class, new LinkedCall(method, Role.BEGIN))
                        .bind(WriteAdvice.After.class, new LinkedCall(method, Role.AFTER))
                        .to(WriteAdvice.class, ownClasses);
    }
}
