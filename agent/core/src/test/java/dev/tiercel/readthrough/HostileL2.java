package dev.tiercel.readthrough;

import dev.tiercel.l2.L2;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shared tier that breaks its word: while it is told to, one of its ports (or every one) throws. */
final class HostileL2 implements L2 {
    enum Port {
        GET,
        FILL,
        DROP,
        CLEAR,
        CLOCK,
        USABLE,
        ALL
    }

    private final TwinL2 twin;
    private volatile @Nullable Port port;
    private volatile Supplier<Throwable> thrown = IllegalStateException::new;

    HostileL2(TwinL2 twin) {
        this.twin = twin;
    }

    void breakAt(Port broken, Supplier<Throwable> by) {
        port = broken;
        thrown = by;
    }

    void repair() {
        port = null;
    }

    private void pass(Port here) {
        if (port == here || port == Port.ALL) {
            throwUnchecked(thrown.get());
        }
    }

    /** Throws what no signature allows, as code that was compiled by another language's compiler may. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> void throwUnchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Override
    public byte @Nullable [] get(String key) {
        pass(Port.GET);
        return twin.get(key);
    }

    @Override
    public void fill(String key, byte[] bytes, Duration ttl) {
        pass(Port.FILL);
        twin.fill(key, bytes, ttl);
    }

    @Override
    public void drop(List<String> keys) {
        pass(Port.DROP);
        twin.drop(keys);
    }

    @Override
    public void clear(String prefix) {
        pass(Port.CLEAR);
        twin.clear(prefix);
    }

    @Override
    public long nowMillis(String key) {
        pass(Port.CLOCK);
        return twin.nowMillis(key);
    }

    @Override
    public boolean isUsable() {
        pass(Port.USABLE);
        return twin.isUsable();
    }

    @Override
    public void close() {}
}
