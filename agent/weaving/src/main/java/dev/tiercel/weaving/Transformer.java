package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import dev.tiercel.weaving.Weaver.Woven;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that is loaded and weaves those that have something to weave. A class that cannot be woven is left as
 * it is. Thread-safe.
 */
final class Transformer implements ClassFileTransformer {
    private final Linker linker;
    private final Announcer announcer;
    private final Report report;
    private final JdbcGate jdbc;
    private final RegistryGate registries;
    private final Runnable onLoading;
    private final boolean dryRun;
    private final EventLog log;
    private final Map<ClassLoader, Set<String>> woven = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile Weaving weaving;

    /** True: the application's methods are no longer woven, and those that were are restored. */
    private volatile boolean leaving;

    /**
     * @param onLoading runs for each class that is loaded
     * @param dryRun true: nothing is changed, only told
     */
    Transformer(
            Weaving weaving,
            Linker linker,
            Announcer announcer,
            Report report,
            JdbcGate jdbc,
            RegistryGate registries,
            Runnable onLoading,
            boolean dryRun,
            EventLog log) {
        this.weaving = weaving;
        this.linker = linker;
        this.announcer = announcer;
        this.report = report;
        this.jdbc = jdbc;
        this.registries = registries;
        this.onLoading = onLoading;
        this.dryRun = dryRun;
        this.log = log;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (loader == null || internalName == null || loader == Transformer.class.getClassLoader()) {
            return null;
        }
        onLoading.run();
        long began = System.nanoTime();
        try {
            byte[] whole = redefined == null || !LostParameters.ARE_LOST || !isOurs(redefined)
                    ? file // What others have loaded classes shown for is none of our business.
                    : LostParameters.restored(loader, internalName, file);
            byte[] result = transformed(loader, internalName, whole);
            return result == null && whole != file ? whole : result;
        } catch (Throwable ours) {
            log.warn(
                    internalName,
                    internalName.replace('/', '.') + " is left as it is, its methods run uncached: " + ours);
            return null;
        } finally {
            report.looked(System.nanoTime() - began);
        }
    }

    /**
     * Most of what an application loads is passed over here. The rest is a method of its own, so that the virtual machine does
     * not compile it at its best together with this one, in the midst of the application's start.
     */
    private byte @Nullable [] transformed(ClassLoader loader, String internalName, byte[] file) {
        Weaving now = weaving;
        boolean passedOver = Library.of(internalName) == Library.PASSED_OVER
                && !now.candidates().isNamed(internalName)
                && !internalName.equals(RegistryGate.INTERNAL_NAME);
        return passedOver ? null : transformed(now, loader, internalName, file);
    }

    private byte @Nullable [] transformed(Weaving now, ClassLoader loader, String internalName, byte[] file) {
        if (!dryRun && registries.isToBeWoven(loader, internalName)) {
            return noted(loader, internalName, now.weaver().weaveRegistry(loader, file));
        }
        ClassShape shape = now.candidates().shape(file);
        Set<JdbcType> types = dryRun ? Set.of() : jdbc.typesOf(loader, internalName, shape);
        if (!types.isEmpty()) {
            String name = internalName.replace('/', '.');
            return noted(loader, internalName, now.weaver().weaveJdbc(loader, name, file, types));
        }
        return !leaving && now.candidates().isCandidate(loader, internalName, shape)
                ? weave(now, loader, internalName.replace('/', '.'), file)
                : null;
    }

    private byte @Nullable [] weave(Weaving now, ClassLoader loader, String name, byte[] file) {
        Woven result = now.weaver().weave(loader, name, file);
        if (result == null) {
            return null;
        }
        report.woven(name, result.methods());
        if (dryRun) {
            announcer.woven(result.methods().values());
            return null;
        }
        linker.expect(now, loader, name, result.methods());
        note(loader, name);
        announcer.woven(result.methods().values());
        jdbc.open();
        return result.file();
    }

    private byte @Nullable [] noted(ClassLoader loader, String internalName, byte @Nullable [] result) {
        if (result != null) {
            note(loader, internalName.replace('/', '.'));
        }
        return result;
    }

    private void note(ClassLoader loader, String name) {
        woven.computeIfAbsent(loader, any -> ConcurrentHashMap.newKeySet()).add(name);
    }

    /** From now on classes are woven another way. */
    void weaveBy(Weaving other) {
        weaving = other;
    }

    Weaving weaving() {
        return weaving;
    }

    /** From now on what is shown to it again is as it was, but for what follows transactions. */
    void leave() {
        leaving = true;
    }

    /** True for a class that this transformer has rewritten. */
    boolean hasWoven(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && woven.getOrDefault(loader, Set.of()).contains(type.getName());
    }

    private boolean isOurs(Class<?> type) {
        return hasWoven(type) || mayWeave(type) || mayFollow(type);
    }

    /** True for a loaded class of the application, of which something may be said. */
    boolean mayWeave(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null
                && loader != Transformer.class.getClassLoader()
                && !type.isArray()
                && !type.isHidden()
                && weaving.candidates()
                        .isLoadedCandidate(type, loader, type.getName().replace('.', '/'));
    }

    /** True for a loaded class that is woven where the application is: of JDBC, or of meters. */
    boolean mayFollow(Class<?> type) {
        return !hasWoven(type) && (type.getName().equals(RegistryGate.CLASS) || JdbcClasses.isOne(type));
    }
}
