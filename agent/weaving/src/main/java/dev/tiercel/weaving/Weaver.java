package dev.tiercel.weaving;

import dev.tiercel.weaving.Rewriting.Inlined;
import dev.tiercel.weaving.description.TypeDescription;
import dev.tiercel.weaving.description.TypePool;
import dev.tiercel.weaving.description.TypePools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a class: our code is inlined into each of its methods that a dialect speaks of. No member is added,
 * removed or changed, so that a class can be rewritten after it was loaded, and restored. Thread-safe.
 */
final class Weaver {
    /** Class files of Java 7, the first with method handles and frames that are checked. */
    private static final int OLDEST = 51;

    private final List<Dialect> dialects;
    private final String mark;
    private final Report report;

    /** What was read for other classes; null: nothing is remembered. */
    private volatile @Nullable TypePools remembered;

    /** @param mark what is put behind the names of methods in constants */
    Weaver(List<Dialect> dialects, String mark, Report report) {
        this.dialects = List.copyOf(dialects);
        this.mark = mark;
        this.report = report;
    }

    /** Classes that come close together have supertypes in common: from now on they are read once. */
    void remember() {
        remembered = new TypePools();
    }

    /** What was read is let go of, and class loaders with it. */
    void forget() {
        remembered = null;
    }

    /**
     * A rewritten class.
     *
     * @param file its class file
     * @param methods its woven methods, by name and descriptor
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Woven(byte[] file, Map<String, Linkable> methods) {}

    /** The class with our code in it; null: it has no method to weave. Methods left alone are logged, each once. */
    @Nullable
    Woven weave(ClassLoader loader, String className, byte[] file) {
        Interceptor interceptor = Interceptor.of(className);
        if (interceptor != null) {
            return stepInto(interceptor, file);
        }
        TypePools known = remembered;
        TypePool pool = (known == null ? new TypePools() : known).of(loader);
        TypeDescription type = pool.with(className, file).describe(className);
        List<WovenMethod> methods = read(type, loader);
        if (methods.isEmpty()) {
            return null;
        }
        int version = Rewriting.version(file);
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
        Map<String, Linkable> linkable = new LinkedHashMap<>();
        Map<String, Inlined> inlined = new HashMap<>();
        for (WovenMethod method : methods) {
            linkable.put(method.id(), Linkable.of(method));
            inlined.put(method.id(), inlined(method));
        }
        byte[] woven = Rewriting.of(file, (access, name, descriptor) -> inlined.get(name + descriptor));
        return woven == null ? null : new Woven(woven, linkable);
    }

    private Inlined inlined(WovenMethod method) {
        HandedOver handed = HandedOver.by(method, mark);
        return method.isRead()
                ? (code, site) -> new ReadBody(code, site, handed)
                : (code, site) -> new WriteBody(code, site, handed);
    }

    /** The class with our code around its calls of JDBC; null: it has none, or cannot be woven. */
    byte @Nullable [] weaveJdbc(ClassLoader loader, String className, byte[] file, Set<JdbcType> types) {
        int version = Rewriting.version(file);
        if (!LinkConstant.isConstantIn(version) && (version < OLDEST || !LinkConstant.isVisibleTo(loader))) {
            report.log()
                    .warn(className
                            + " is left alone: what is invalidated in its transactions is invalidated at once, not at"
                            + " their commit, because its class file version " + version + " is too old");
            return null;
        }
        return JdbcWeaver.weave(file, types);
    }

    /** Micrometer's registry with our code at the end of its constructor; null: it cannot be woven. */
    byte @Nullable [] weaveRegistry(ClassLoader loader, byte[] file) {
        int version = Rewriting.version(file);
        if (!LinkConstant.isConstantIn(version) && !LinkConstant.isVisibleTo(loader)) {
            report.log()
                    .warn(
                            "Micrometer is left alone: its class loader hides the agent, and its registries are not told what is"
                                    + " counted; metrics.port tells Prometheus");
            return null;
        }
        return RegistryWeaver.weave(file);
    }

    private @Nullable Woven stepInto(Interceptor interceptor, byte[] file) {
        byte[] woven = Rewriting.of(
                file,
                (access, name, descriptor) -> interceptor.passesThrough(name, descriptor)
                        ? (code, site) -> new StepBody(code, site, interceptor)
                        : null);
        if (woven == null) {
            report.log()
                    .warn(interceptor.className()
                            + " is of a version that is not known: what its annotations say and what is cached here"
                            + " may be cached twice; take its name out of the setting annotations");
            return null;
        }
        return new Woven(woven, Map.of());
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
}
