package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No shared tier at all: a process that caches for itself only. */
public final class NoL2 implements L2 {
    @Override
    public byte @Nullable [] get(String key) {
        return null;
    }

    @Override
    public void fill(String key, byte[] bytes, Duration ttl) {}

    @Override
    public void drop(List<String> keys) {}

    @Override
    public void clear(String prefix) {}

    @Override
    public long nowMillis(String key) {
        return System.currentTimeMillis();
    }

    @Override
    public boolean isUsable() {
        return false;
    }

    @Override
    public void close() {}
}
