package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NodeState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * L2 on nodes that know nothing of each other, behind one address of a TCP proxy. Thread-safe.
 *
 * <p>A connection through the proxy leads to one node for as long as it lives, so each node is held by one, and
 * {@link Discovery} looks for more. A key is read and stored on one node, the same for all instances that see the same
 * nodes (rendezvous hashing: Thaler and Ravishankar, 1998), and deleted on every one.
 */
final class ProxiedStore implements L2Store {
    /** Runs that are remembered at most. */
    private static final int MAX_BACKENDS = 64;

    private final Context context;
    private final Fence fence;
    private final Discovery discovery;
    private final Map<String, Backend> backends = new ConcurrentHashMap<>();
    private final DropLog dropped = new DropLog();
    private boolean closed;

    ProxiedStore(Context context) {
        this.context = context;
        this.fence = new Fence(context.prefix(), context.config().times().fenceLease());
        context.backplane()
                .renewWith(() -> context.onLoop(0, () -> backends.values().forEach(Backend::listen)));
        this.discovery = new Discovery(context, this::linked, this::isOneAway, this::adopt);
    }

    @Override
    public void start(Listener listener) {
        discovery.start();
        beat();
    }

    private boolean isLinked(String runId) {
        Backend known = backends.get(runId);
        return known != null && !known.isAway();
    }

    private Collection<String> linked() {
        return backends.keySet().stream().filter(this::isLinked).toList();
    }

    private boolean isOneAway() {
        return backends.values().stream().anyMatch(Backend::isAway);
    }

    /** On the loop's thread. */
    private boolean adopt(Wire wire) {
        String runId = wire.greeting().runId();
        if (closed || runId.isEmpty() || isLinked(runId)) {
            return false;
        }
        Backend backend = backends.get(runId);
        if (backend == null) {
            if (backends.size() >= MAX_BACKENDS) {
                return false;
            }
            backend = new Backend(runId, context, fence);
            // In this order: a drop on another thread writes down its keys before it looks for nodes.
            backends.put(runId, backend);
            backend.catchUp(dropped.keys());
        }
        backend.attach(wire, () -> context.onLoop(0, discovery::lost));
        return true;
    }

    private void forget(Backend backend) {
        backends.remove(backend.runId());
        backend.close();
    }

    private void beat() {
        if (!closed) {
            backends.values().stream().filter(Backend::isForgotten).toList().forEach(this::forget);
            backends.values().stream().filter(each -> !each.isAway()).forEach(Backend::renewFence);
            context.onLoop(context.config().times().heartbeat().toMillis(), this::beat);
        }
    }

    private @Nullable Backend choose(String key) {
        Backend best = null;
        long bestScore = 0;
        for (Backend each : backends.values()) {
            if (each.serves(key)) {
                long score = score(key, each.runId());
                if (best == null || score > bestScore) {
                    best = each;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    /** Any function will do that spreads well and is the same everywhere: the finalizer of SplitMix64 (Steele et al., 2014). */
    private static long score(String key, String runId) {
        long mixed = key.hashCode() * 0x9E3779B97F4A7C15L + runId.hashCode();
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public boolean isUsable() {
        for (Backend each : backends.values()) {
            if (each.node().isUsable()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        Backend backend = choose(key);
        return backend == null ? unavailable() : backend.get(key);
    }

    @Override
    public List<Batch> getAll(List<String> keys) {
        return Batches.of(
                keys, this::choose, (backend, some) -> backend == null ? unavailable() : backend.getAll(some));
    }

    @Override
    public CompletionStage<byte @Nullable []> lease(
            String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        Backend backend = choose(key);
        return backend == null ? unavailable() : backend.scripts().lease(key, token, keepFor, unusable);
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        Backend backend = choose(key);
        return backend == null ? unavailable() : backend.scripts().fill(key, standing, bytes, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, byte[] token) {
        Backend backend = choose(key);
        return backend == null ? unavailable() : backend.scripts().release(key, token);
    }

    @Override
    public CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        return atOneAndDeletedElsewhere(key, backend -> backend.hold(key, token, keepFor));
    }

    @Override
    public CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        return atOneAndDeletedElsewhere(key, backend -> backend.replace(key, token, bytes, keepFor));
    }

    private CompletionStage<@Nullable Void> atOneAndDeletedElsewhere(
            String key, Function<Backend, CompletionStage<@Nullable Void>> work) {
        List<String> keys = List.of(key);
        dropped.add(keys);
        Backend chosen = choose(key);
        return onAll(backend -> backend.equals(chosen) ? work.apply(backend) : backend.delete(keys));
    }

    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        dropped.add(keys);
        return onAll(backend -> backend.delete(keys));
    }

    @Override
    public CompletionStage<Long> deleteMatching(String pattern) {
        dropped.addAll();
        return isUsable()
                ? Sums.of(backends.values().stream()
                        .map(backend -> backend.deleteMatching(pattern))
                        .toList())
                : unavailable();
    }

    @Override
    public CompletionStage<Long> countMatching(String pattern) {
        return isUsable()
                ? Sums.of(backends.values().stream()
                        .map(backend -> backend.countMatching(pattern))
                        .toList())
                : unavailable();
    }

    /** Asks every node, for each may have missed what the others have. */
    @Override
    public CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields) {
        List<Backend> asked =
                backends.values().stream().filter(each -> each.serves(key)).toList();
        return asked.isEmpty() ? unavailable() : new EpochPoll(key, asked, this::bump).ask(fields);
    }

    @Override
    public CompletionStage<@Nullable Void> beginEpochs(String key, String stamp) {
        // One that is away gets them from the others later.
        return onAll(backend -> backend.node().epochs().begin(key, stamp).exceptionally(failure -> null));
    }

    @Override
    public CompletionStage<Long> bump(String key, String field, String stamp) {
        dropped.add(List.of(key));
        if (!isUsable()) {
            return unavailable();
        }
        List<CompletableFuture<Long>> counts = backends.values().stream()
                .map(backend -> backend.bump(key, field, stamp).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(counts.toArray(CompletableFuture<?>[]::new))
                .thenApply(ended -> counts.stream().anyMatch(each -> each.join() == 0)
                        ? 0L
                        : counts.stream()
                                .mapToLong(CompletableFuture::join)
                                .max()
                                .orElse(0));
    }

    /** Fails where no node can be reached, so that the caller remembers it too: a node may be there that we do not know. */
    private CompletionStage<@Nullable Void> onAll(Function<Backend, CompletionStage<@Nullable Void>> work) {
        boolean reached = isUsable();
        CompletableFuture<?>[] all = backends.values().stream()
                .map(backend -> work.apply(backend).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return reached ? CompletableFuture.allOf(all) : unavailable();
    }

    private static <T extends @Nullable Object> CompletionStage<T> unavailable() {
        return CompletableFuture.failedFuture(L2Failure.unavailable());
    }

    @Override
    public long millis(String key) {
        Backend backend = choose(key);
        return backend == null
                ? System.currentTimeMillis()
                : backend.node().guard().millis();
    }

    @Override
    public void check() {
        backends.values().forEach(backend -> backend.node().guard().check());
    }

    @Override
    public List<NodeState> nodes() {
        return backends.values().stream().map(backend -> backend.node().state()).toList();
    }

    @Override
    public void close() {
        closed = true;
        discovery.close();
        backends.values().forEach(Backend::close);
    }
}
