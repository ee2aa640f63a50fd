package dev.tiercel.l2;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The shared tier in force, which may be exchanged for another while it is in use. Thread-safe. */
public final class SwitchedL2 implements L2 {
    private volatile L2 now;

    public SwitchedL2(L2 first) {
        now = first;
    }

    /** From now on calls go to the other; the one before is returned, and is not closed. */
    public synchronized L2 use(L2 other) {
        L2 before = now;
        now = other;
        return before;
    }

    @Override
    public Pending<Reply> get(String key) {
        return now.get(key);
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        return now.getAll(keys);
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        return now.lease(key, lease, keepFor, unusable);
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return now.fill(key, standing, bytes, keepFor);
    }

    @Override
    public void release(String key, Lease lease) {
        now.release(key, lease);
    }

    @Override
    public boolean hold(String key, Lease lease, Duration keepFor) {
        return now.hold(key, lease, keepFor);
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {
        now.replace(key, lease, bytes, keepFor);
    }

    @Override
    public void drop(List<String> keys) {
        now.drop(keys);
    }

    @Override
    public @Nullable CompletionStage<Long> dropMatching(String prefix, String pattern) {
        return now.dropMatching(prefix, pattern);
    }

    @Override
    public CompletionStage<Long> countMatching(String prefix, String pattern) {
        return now.countMatching(prefix, pattern);
    }

    @Override
    public CacheEpochs epochs(String key) {
        return new Switched(key);
    }

    @Override
    public void forgetEpochs() {
        now.forgetEpochs();
    }

    @Override
    public long nowMillis(String key) {
        return now.nowMillis(key);
    }

    @Override
    public boolean isUsable() {
        return now.isUsable();
    }

    @Override
    public void close() {
        now.close();
    }

    /** The epochs of a cache in whatever tier is in force. */
    private final class Switched implements CacheEpochs {
        private final String key;
        private volatile Resolved known;

        private record Resolved(L2 in, CacheEpochs epochs) {
            @SuppressWarnings("ReferenceEquality") // the very one is meant
            boolean isOf(L2 tier) {
                return in == tier;
            }
        }

        Switched(String key) {
            this.key = key;
            this.known = new Resolved(now, now.epochs(key));
        }

        private CacheEpochs epochs() {
            L2 current = now;
            Resolved resolved = known;
            if (!resolved.isOf(current)) {
                resolved = new Resolved(current, current.epochs(key));
                known = resolved;
            }
            return resolved.epochs;
        }

        @Override
        public Pending<Stamps> now(Tags of) {
            return epochs().now(of);
        }

        @Override
        public boolean areCurrent(Stamps stamps) {
            return epochs().areCurrent(stamps);
        }

        @Override
        public void clear() {
            epochs().clear();
        }

        @Override
        public void dropTag(long tag) {
            epochs().dropTag(tag);
        }

        @Override
        public void told(String field, String stamp) {
            epochs().told(field, stamp);
        }
    }
}
