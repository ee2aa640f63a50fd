package dev.tiercel.readthrough;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Pending;
import dev.tiercel.l2.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shared tier that breaks its word: while it is told to, one of its ports (or every one) throws. */
final class HostileL2 implements L2 {
    enum Port {
        GET,
        LEASE,
        FILL,
        RELEASE,
        HOLD,
        REPLACE,
        DROP,
        CLEAR,
        EPOCHS,
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
    public Pending<Reply> get(String key) {
        pass(Port.GET);
        return twin.get(key);
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        pass(Port.GET);
        return twin.getAll(keys);
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        pass(Port.LEASE);
        return twin.lease(key, lease, keepFor, unusable);
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        pass(Port.FILL);
        return twin.fill(key, standing, bytes, keepFor);
    }

    @Override
    public void release(String key, Lease lease) {
        pass(Port.RELEASE);
        twin.release(key, lease);
    }

    @Override
    public boolean hold(String key, Lease lease, Duration keepFor) {
        pass(Port.HOLD);
        return twin.hold(key, lease, keepFor);
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {
        pass(Port.REPLACE);
        twin.replace(key, lease, bytes, keepFor);
    }

    @Override
    public void drop(List<String> keys) {
        pass(Port.DROP);
        twin.drop(keys);
    }

    @Override
    public CompletionStage<Long> countMatching(String prefix, String pattern) {
        pass(Port.CLEAR);
        return twin.countMatching(prefix, pattern);
    }

    @Override
    public CompletionStage<Long> dropMatching(String prefix, String pattern) {
        pass(Port.CLEAR);
        return twin.dropMatching(prefix, pattern);
    }

    @Override
    public CacheEpochs epochs(String key) {
        CacheEpochs twins = twin.epochs(key);
        return new CacheEpochs() {
            @Override
            public Pending<Stamps> now(Tags tags) {
                pass(Port.EPOCHS);
                return twins.now(tags);
            }

            @Override
            public boolean areCurrent(Stamps stamps) {
                pass(Port.EPOCHS);
                return twins.areCurrent(stamps);
            }

            @Override
            public void clear() {
                pass(Port.CLEAR);
                twins.clear();
            }

            @Override
            public void dropTag(long tag) {
                pass(Port.CLEAR);
                twins.dropTag(tag);
            }

            @Override
            public void told(String field, String stamp) {}
        };
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
