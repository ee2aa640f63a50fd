package dev.tiercel.weaving;

import net.bytebuddy.pool.TypePool;

/**
 * Remembers the types of a class that is woven, but for those that have no class file: a pool that answers lazily tells
 * their names again, and fails only where more is asked.
 */
final class FoundTypes extends TypePool.CacheProvider.Simple {
    @Override
    public TypePool.Resolution register(String name, TypePool.Resolution resolution) {
        return resolution.isResolved() ? super.register(name, resolution) : resolution;
    }
}
