package dev.tiercel.redis;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisTopology;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NodeState;
import dev.tiercel.log.EventLog;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * L2's store on the servers a user has, whatever their topology: finds out what they are, where nobody says it, and hands
 * every call on to the store for that. Thread-safe.
 */
public final class RedisStore implements L2Store {
    private static final long CLOSE_MILLIS = 2_000;

    private final RedisConfig config;
    private final String prefix;
    private final Backplane backplane;
    private final Executor afterStart;
    private final EventLog log;
    private final Client client;
    private final ScheduledThreadPoolExecutor loop;
    private volatile @Nullable L2Store store;

    // Of the loop's thread alone.
    private @Nullable ProxyWatch watch;

    /**
     * Opens nothing yet, and loads no class of the client library.
     *
     * @param prefix what every key begins with
     * @param backplane what other instances drop, and what they are told
     * @param afterStart begins to connect; until then nothing is
     */
    public RedisStore(RedisConfig config, String prefix, Backplane backplane, Executor afterStart, EventLog log) {
        this(config, prefix, backplane, afterStart, log, InetAddress::getAllByName);
    }

    /** @param dns asked at every connection */
    RedisStore(
            RedisConfig config, String prefix, Backplane backplane, Executor afterStart, EventLog log, Client.Dns dns) {
        this.backplane = backplane;
        this.afterStart = afterStart;
        this.config = config;
        this.prefix = prefix;
        this.log = log;
        RedisThreads threads = new RedisThreads();
        this.loop = new ScheduledThreadPoolExecutor(1, threads);
        this.client = new Client(config, dns, threads, loop, Client.REBUILD_PAUSE);
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        loop.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void start(Listener listener) {
        Context context = new Context(
                config,
                prefix,
                client,
                loop,
                log,
                listener,
                backplane,
                config.target().sentinels());
        afterStart.execute(() -> context.onLoop(0, () -> connect(context)));
    }

    private void connect(Context context) {
        if (config.target().topology() == RedisTopology.AUTO) {
            new Detection(context, found -> found(context, found)).start();
        } else {
            use(context, config.target().topology());
        }
    }

    private void found(Context context, Detection.Found found) {
        log.info("Redis topology: " + found.topology().name().toLowerCase(Locale.ROOT) + " (auto: " + found.because()
                + ")");
        boolean bySentinel = found.because().equals(Detection.SENTINEL);
        use(bySentinel ? context.withSentinels(config.target().nodes()) : context, found.topology());
    }

    private void use(Context context, RedisTopology topology) {
        L2Store chosen =
                switch (topology) {
                    case REPLICATED -> new ReplicatedStore(context);
                    case CLUSTER -> new ClusterStore(context);
                    case PROXIED -> new ProxiedStore(context);
                    case STANDALONE, AUTO -> single(context);
                };
        store = chosen;
        chosen.start(context.listener());
    }

    private L2Store single(Context context) {
        SingleStore single = new SingleStore(context);
        if (config.target().socket() == null) {
            watch = new ProxyWatch(context, single.node(), () -> proxyFound(context, single));
            watch.start();
        }
        return single;
    }

    private void proxyFound(Context context, SingleStore single) {
        String seen = "connections to " + config.target() + " reach different servers";
        if (config.target().topology() == RedisTopology.AUTO) {
            single.close();
            found(context, new Detection.Found(RedisTopology.PROXIED, seen));
        } else {
            log.warn("redis.topology is standalone, but " + seen
                    + ", as behind a proxy over independent nodes: invalidations miss all but one of them; set"
                    + " redis.topology to proxied or auto");
        }
    }

    @Override
    public boolean isUsable() {
        L2Store known = store;
        return known != null && known.isUsable();
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        L2Store known = store;
        return known == null ? unavailable() : known.get(key);
    }

    @Override
    public List<Batch> getAll(List<String> keys) {
        L2Store known = store;
        return known == null ? Batches.of(keys, key -> "", (any, all) -> unavailable()) : known.getAll(keys);
    }

    @Override
    public CompletionStage<byte @Nullable []> lease(
            String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        L2Store known = store;
        return known == null ? unavailable() : known.lease(key, token, keepFor, unusable);
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        L2Store known = store;
        return known == null ? unavailable() : known.fill(key, standing, bytes, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, byte[] token) {
        L2Store known = store;
        return known == null ? unavailable() : known.release(key, token);
    }

    @Override
    public CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        L2Store known = store;
        return known == null ? unavailable() : known.hold(key, token, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        L2Store known = store;
        return known == null ? unavailable() : known.replace(key, token, bytes, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        L2Store known = store;
        return known == null ? unavailable() : known.delete(keys);
    }

    @Override
    public CompletionStage<Long> deleteMatching(String pattern) {
        L2Store known = store;
        return known == null ? unavailable() : known.deleteMatching(pattern);
    }

    @Override
    public CompletionStage<Long> countMatching(String pattern) {
        L2Store known = store;
        return known == null ? unavailable() : known.countMatching(pattern);
    }

    @Override
    public CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields) {
        L2Store known = store;
        return known == null ? unavailable() : known.epochs(key, fields);
    }

    @Override
    public CompletionStage<@Nullable Void> beginEpochs(String key, String stamp) {
        L2Store known = store;
        return known == null ? unavailable() : known.beginEpochs(key, stamp);
    }

    @Override
    public CompletionStage<Long> bump(String key, String field, String stamp) {
        L2Store known = store;
        return known == null ? unavailable() : known.bump(key, field, stamp);
    }

    private static <T extends @Nullable Object> CompletionStage<T> unavailable() {
        return CompletableFuture.failedFuture(L2Failure.unavailable());
    }

    @Override
    public long millis(String key) {
        L2Store known = store;
        return known == null ? System.currentTimeMillis() : known.millis(key);
    }

    @Override
    public void check() {
        L2Store known = store;
        if (known != null) {
            known.check();
        }
    }

    @Override
    public List<NodeState> nodes() {
        L2Store known = store;
        return known == null ? List.of() : known.nodes();
    }

    @Override
    public void close() {
        try {
            loop.submit(this::end).get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            // Two seconds were promised; the threads are daemons.
        }
        loop.shutdownNow();
        client.close();
    }

    private void end() {
        loop.shutdown();
        if (watch != null) {
            watch.close();
        }
        L2Store known = store;
        if (known != null) {
            known.close();
        }
    }
}
