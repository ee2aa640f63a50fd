package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the classes of JDBC from being woven in an application that caches nothing. Once something of the application is woven, those that were let pass are woven too. Thread-safe.
 */
final class JdbcGate {
    private final JdbcClasses classes = new JdbcClasses();
    private final BooleanSupplier needed;
    private final Instrumentation instrumentation;
    private final EventLog log;

    /** Those that were let pass. */
    private final Map<ClassLoader, Set<String>> passed = Collections.synchronizedMap(new WeakHashMap<>());

    /** Null: nobody has asked yet. */
    private volatile @Nullable Boolean open;

    /** @param needed whether something is going to be woven for sure; asked at the first class of JDBC */
    JdbcGate(BooleanSupplier needed, Instrumentation instrumentation, EventLog log) {
        this.needed = needed;
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /** The types of JDBC for which the class is to be woven now; as {@link JdbcClasses#typesOf}. */
    Set<JdbcType> typesOf(ClassLoader loader, String name, @Nullable ClassShape shape) {
        Set<JdbcType> types = classes.typesOf(loader, name, shape);
        if (types.isEmpty() || isOpen()) {
            return types;
        }
        passed.computeIfAbsent(loader, any -> ConcurrentHashMap.newKeySet()).add(name.replace('/', '.'));
        return isOpen() ? types : Set.of(); // It may have been opened between.
    }

    private boolean isOpen() {
        Boolean known = open;
        if (known == null) {
            known = needed.getAsBoolean();
            synchronized (this) {
                known = known || Boolean.TRUE.equals(open);
                open = known;
            }
        }
        return known;
    }

    /** Something of the application is woven. */
    void open() {
        synchronized (this) {
            if (Boolean.TRUE.equals(open)) {
                return;
            }
            open = true;
        }
        if (passed.isEmpty()) {
            return;
        }
        // Not on this thread, for which the virtual machine is loading a class.
        Thread weaver = new Thread(null, this::weavePassed, "tiercel-weave", 0, false);
        weaver.setDaemon(true);
        weaver.setContextClassLoader(null);
        weaver.start();
    }

    private void weavePassed() {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && passed.getOrDefault(loader, Set.of()).contains(type.getName())) {
                try {
                    instrumentation.retransformClasses(type);
                } catch (UnmodifiableClassException | LinkageError | RuntimeException unwoven) {
                    log.warn(type.getName() + " was loaded early and could not be woven: what is invalidated in its"
                            + " transactions is invalidated at once, not at their commit: " + unwoven);
                }
            }
        }
        passed.clear();
    }
}
