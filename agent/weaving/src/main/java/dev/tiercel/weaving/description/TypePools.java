package dev.tiercel.weaving.description;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The types that class loaders see, each read once for all of them. Holds the loaders. Thread-safe. */
public final class TypePools {
    private final TypePool platform = TypePool.ofPlatform();
    private final Map<ClassLoader, TypePool> pools = new ConcurrentHashMap<>();

    public TypePool of(ClassLoader loader) {
        return pools.computeIfAbsent(loader, any -> TypePool.of(loader, platform));
    }
}
