package dev.tiercel.readthrough;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;
import dev.tiercel.l2.CacheEpochs;
import dev.tiercel.l2.Glob;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Pending;
import dev.tiercel.l2.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A shared tier in memory, which a test can look into and stop at. Its steps are atomic, as a server's are. */
final class TwinL2 implements L2 {
    record Stored(byte[] bytes, Duration ttl) {}

    /** What stands at each key, leases too. */
    final Map<String, Stored> all = new ConcurrentHashMap<>();

    final AtomicInteger gets = new AtomicInteger();
    final AtomicInteger manyGets = new AtomicInteger();
    final AtomicInteger leases = new AtomicInteger();
    final AtomicInteger fills = new AtomicInteger();
    final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
    volatile boolean usable = true;
    volatile boolean epochsKnown = true;
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final AtomicLong stamp = new AtomicLong(1);

    /**
     * What other instances are told of.
     *
     * @param field of the epochs that have that key; null: that key was dropped
     */
    record Told(String key, @Nullable String field) {}

    /** Hears it as one with the step, on the thread that makes it. */
    volatile Consumer<Told> channel = told -> {};

    /** Runs before and after each get, lease, drop, clear and replace, and before each hold. */
    volatile Runnable atEachStep = () -> {};

    /** The entries, without leases; also those of epochs that are over. */
    Map<String, Stored> entries() {
        return all.entrySet().stream()
                .filter(each -> Lease.meaning(each.getValue().bytes()) instanceof Reply.Value)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Puts bytes there, as somebody else might. */
    synchronized void plant(String key, byte[] bytes) {
        all.put(key, new Stored(bytes, Corridor.TTL));
    }

    private Reply at(String key) {
        Stored stored = all.get(key);
        return Lease.meaning(stored == null ? null : stored.bytes());
    }

    private boolean stands(String key, byte[] bytes) {
        Stored stored = all.get(key);
        return stored != null && Arrays.equals(stored.bytes(), bytes);
    }

    @Override
    public Pending<Reply> get(String key) {
        gets.incrementAndGet();
        atEachStep.run();
        Reply reply = usable ? at(key) : Reply.AWAY;
        atEachStep.run();
        return Pending.now(reply);
    }

    @Override
    public Pending<List<Reply>> getAll(List<String> keys) {
        manyGets.incrementAndGet();
        atEachStep.run();
        List<Reply> replies =
                keys.stream().map(key -> usable ? at(key) : Reply.AWAY).toList();
        atEachStep.run();
        return Pending.now(replies);
    }

    @Override
    public Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        leases.incrementAndGet();
        atEachStep.run();
        Reply reply = usable ? leased(key, lease, keepFor, unusable) : Reply.AWAY;
        atEachStep.run();
        return Pending.now(reply);
    }

    private synchronized Reply leased(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable) {
        if (all.containsKey(key) && (unusable == null || !stands(key, unusable))) {
            return at(key);
        }
        all.put(key, new Stored(lease.token(), keepFor));
        return Reply.GRANTED;
    }

    @Override
    public synchronized CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        boolean stands = stands(key, standing);
        if (stands) {
            fills.incrementAndGet();
            all.put(key, new Stored(bytes, keepFor));
        }
        return CompletableFuture.completedFuture(stands);
    }

    @Override
    public synchronized void release(String key, Lease lease) {
        if (stands(key, lease.token())) {
            all.remove(key);
        }
    }

    @Override
    public boolean hold(String key, Lease lease, Duration keepFor) {
        atEachStep.run();
        return usable && held(key, lease, keepFor);
    }

    private synchronized boolean held(String key, Lease lease, Duration keepFor) {
        all.put(key, new Stored(lease.token(), keepFor));
        return true;
    }

    @Override
    public void replace(String key, Lease lease, byte[] bytes, Duration keepFor) {
        atEachStep.run();
        synchronized (this) {
            if (stands(key, lease.token())) {
                fills.incrementAndGet();
                all.put(key, new Stored(bytes, keepFor));
            } else {
                all.remove(key);
            }
            channel.accept(new Told(key, null));
        }
        atEachStep.run();
    }

    @Override
    public void drop(List<String> keys) {
        atEachStep.run();
        dropped(keys);
        atEachStep.run();
    }

    private synchronized void dropped(List<String> keys) {
        for (String key : keys) {
            all.remove(key);
            channel.accept(new Told(key, null));
        }
    }

    @Override
    public CompletionStage<Long> countMatching(String prefix, String pattern) {
        Glob glob = Glob.of(pattern);
        return CompletableFuture.completedFuture(all.keySet().stream()
                .filter(key -> key.startsWith(prefix) && glob.matches(key.substring(prefix.length())))
                .count());
    }

    @Override
    public CompletionStage<Long> dropMatching(String prefix, String pattern) {
        atEachStep.run();
        Glob glob = Glob.of(pattern);
        List<String> keys = all.keySet().stream()
                .filter(key -> key.startsWith(prefix) && glob.matches(key.substring(prefix.length())))
                .toList();
        dropped(keys);
        atEachStep.run();
        return CompletableFuture.completedFuture((long) keys.size());
    }

    @Override
    public CacheEpochs epochs(String key) {
        return new CacheEpochs() {
            @Override
            public Pending<Stamps> now(Tags tags) {
                return Pending.now(usable && epochsKnown ? stamps(key, tags) : Stamps.UNKNOWN);
            }

            @Override
            public boolean areCurrent(Stamps stamps) {
                return stamps.isKnown() && stamps.equals(stamps(key, stamps.tags()));
            }

            @Override
            public void clear() {
                bump(0);
            }

            @Override
            public void dropTag(long tag) {
                bump(tag);
            }

            private void bump(long field) {
                atEachStep.run();
                bumped(key, field);
                atEachStep.run();
            }

            @Override
            public void told(String field, String stamp) {}
        };
    }

    private synchronized void bumped(String key, long field) {
        epochs.put(key + field, stamp.incrementAndGet());
        channel.accept(new Told(key, field == 0 ? "cache" : Long.toHexString(field)));
    }

    private Stamps stamps(String key, Tags tags) {
        long[] ofTags = new long[tags.count()];
        for (int i = 0; i < ofTags.length; i++) {
            ofTags[i] = epochs.getOrDefault(key + tags.id(i), 0L);
        }
        return Stamps.of(epochs.getOrDefault(key + 0, 1L), tags, ofTags);
    }

    @Override
    public long nowMillis(String key) {
        return millis.get();
    }

    @Override
    public boolean isUsable() {
        return usable;
    }

    @Override
    public void close() {}
}
