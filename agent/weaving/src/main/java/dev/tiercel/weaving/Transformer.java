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
    private final Candidates candidates;
    private final WarmWeaver weaver;
    private final Linker linker;
    private final Announcer announcer;
    private final JdbcGate jdbc;
    private final RegistryGate registries;
    private final EventLog log;
    private final Map<ClassLoader, Set<String>> woven = Collections.synchronizedMap(new WeakHashMap<>());

    Transformer(
            Candidates candidates,
            WarmWeaver weaver,
            Linker linker,
            Announcer announcer,
            JdbcGate jdbc,
            RegistryGate registries,
            EventLog log) {
        this.candidates = candidates;
        this.weaver = weaver;
        this.linker = linker;
        this.announcer = announcer;
        this.jdbc = jdbc;
        this.registries = registries;
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
        try {
            if (registries.isToBeWoven(loader, internalName)) {
                return noted(loader, internalName, weaver.get().weaveRegistry(loader, file));
            }
            Set<JdbcType> types = jdbc.typesOf(loader, internalName, file);
            if (!types.isEmpty()) {
                String name = internalName.replace('/', '.');
                return noted(loader, internalName, weaver.get().weaveJdbc(loader, name, file, types));
            }
            return candidates.isCandidate(loader, internalName, file)
                    ? weave(loader, internalName.replace('/', '.'), file)
                    : null;
        } catch (Throwable ours) {
            log.warn(
                    internalName,
                    internalName.replace('/', '.') + " is left as it is, its methods run uncached: " + ours);
            return null;
        }
    }

    private byte @Nullable [] weave(ClassLoader loader, String name, byte[] file) {
        Woven result = weaver.get().weave(loader, name, file);
        if (result == null) {
            return null;
        }
        linker.expect(loader, name, result.methods());
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

    /** Makes ready what the first class to weave would have to wait for. */
    void warmUp() {
        weaver.warmUp();
    }

    /** True for a class that this transformer has rewritten. */
    boolean hasWoven(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && woven.getOrDefault(loader, Set.of()).contains(type.getName());
    }
}
