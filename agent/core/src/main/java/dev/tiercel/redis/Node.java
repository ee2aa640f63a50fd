package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.NodeGuard;
import dev.tiercel.l2.NodeState;
import io.lettuce.core.KeyValue;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server: its guard, and the connection to it while there is one. A call that the guard does not admit fails at once.
 * Thread-safe; commands are written in the order of their calls.
 */
final class Node implements NodeGuard.Server, AutoCloseable {
    /** So many keys go into one command, for a long one keeps the server from all others. */
    private static final int BATCH = 500;

    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Context context;
    private final NodeGuard guard;
    private final Suspicion suspicion;
    private final LeaseScripts scripts = new LeaseScripts(this);
    private final EpochScripts epochs = new EpochScripts(this);
    private final Publisher publisher;
    private final AtomicReference<@Nullable Wire> wire = new AtomicReference<>();

    /** True: it said so, and no answer since has told otherwise. PING is answered all the same. */
    private volatile boolean clusterDown;

    /** Until then no value is offered to a server that has no room; 0: it has. */
    private volatile long fullUntilNanos;

    /** Hears that a server is not what it was taken for, on any thread. */
    interface Suspicion {
        Suspicion NONE = () -> {};

        void arose();
    }

    Node(String name, NodeGuard.Lines lines, Context context, Suspicion suspicion) {
        this.name = name;
        this.context = context;
        this.suspicion = suspicion;
        this.publisher = new Publisher(this, context);
        this.guard = new NodeGuard(lines, context.config().times(), context.log(), context.loop(), this);
    }

    /** One of the usable ones, at random; null: there is none. */
    static @Nullable Node anyUsable(List<Node> nodes) {
        int start = nodes.isEmpty() ? 0 : ThreadLocalRandom.current().nextInt(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get((start + i) % nodes.size());
            if (node.isUsable()) {
                return node;
            }
        }
        return null;
    }

    String name() {
        return name;
    }

    NodeGuard guard() {
        return guard;
    }

    boolean isUsable() {
        return guard.isClosed();
    }

    /** True: it would take no value now. */
    boolean isFull() {
        return fullUntilNanos != 0 && System.nanoTime() - fullUntilNanos < 0;
    }

    LeaseScripts scripts() {
        return scripts;
    }

    EpochScripts epochs() {
        return epochs;
    }

    /** Tells all instances what is dropped here. */
    Publisher publisher() {
        return publisher;
    }

    @Nullable
    Wire wire() {
        return wire.get();
    }

    /** Takes the connection; the action runs once it is lost, on any thread. */
    void attach(Wire opened, String how, Runnable onLost) {
        publisher.opened(opened);
        wire.set(opened);
        guard.connected(how);
        opened.onLost(() -> lost(opened, "disconnected", onLost));
    }

    private void lost(Wire broken, String cause, Runnable onLost) {
        publisher.lost(broken);
        if (wire.compareAndSet(broken, null)) {
            guard.disconnected(L2Failure.outage(cause));
        }
        onLost.run();
    }

    @Override
    public void reconnect(String cause) {
        Wire current = wire.getAndSet(null);
        if (current != null) {
            publisher.lost(current);
            guard.disconnected(L2Failure.outage(cause));
            current.close();
        }
    }

    /** Another type of data is nothing, as it is to {@link #getAll}. */
    CompletionStage<byte @Nullable []> get(String key) {
        return call(redis -> redis.get(key));
    }

    /** Two in one command, on the path of every read behind a proxy. */
    CompletionStage<List<KeyValue<String, byte[]>>> get(String key, String other) {
        return call(redis -> redis.mget(key, other));
    }

    /** In one command; null in place of one: nothing stands there. */
    CompletionStage<List<byte @Nullable []>> getAll(List<String> keys) {
        return call(redis -> redis.mget(keys.toArray(new String[0]))).thenApply(Node::values);
    }

    private static List<byte @Nullable []> values(List<KeyValue<String, byte[]>> found) {
        List<byte @Nullable []> values = new ArrayList<>(found.size());
        found.forEach(each -> values.add(each.getValueOrElse(null)));
        return values;
    }

    CompletionStage<@Nullable Void> set(String key, byte[] value, Duration ttl) {
        if (isFull()) {
            return CompletableFuture.failedFuture(L2Failure.refusal("OOM"));
        }
        return call(redis -> redis.set(key, value, SetArgs.Builder.px(Math.max(1, ttl.toMillis()))))
                .thenApply(ok -> null);
    }

    CompletionStage<@Nullable Void> unlink(List<String> keys) {
        return inBatches(keys, some -> call(redis -> redis.unlink(some.toArray(new String[0]))));
    }

    /** Deletes the keys and tells all instances, as one step. */
    CompletionStage<@Nullable Void> drop(List<String> keys) {
        return inBatches(keys, publisher::drop);
    }

    private static CompletionStage<@Nullable Void> inBatches(
            List<String> keys, Function<List<String>, CompletionStage<Long>> command) {
        CompletableFuture<?>[] batches = new CompletableFuture<?>[(keys.size() + BATCH - 1) / BATCH];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = command.apply(keys.subList(i * BATCH, Math.min(keys.size(), (i + 1) * BATCH)))
                    .toCompletableFuture();
        }
        return CompletableFuture.allOf(batches);
    }

    /** How many keys of the pattern there were. All instances are told. */
    CompletionStage<Long> unlinkMatching(String pattern) {
        return unlinkMatching(pattern, this::unlink);
    }

    /** How many keys of the pattern there are: they stay. */
    CompletionStage<Long> countMatching(String pattern) {
        return new Sweep(this, pattern, BATCH, keys -> CompletableFuture.completedFuture(null)).begin();
    }

    /** As {@link #unlinkMatching(String)}, where not every list of keys may go into one command. */
    CompletionStage<Long> unlinkMatching(
            String pattern, Function<List<String>, CompletionStage<@Nullable Void>> unlink) {
        return new Sweep(this, pattern, BATCH, unlink)
                .begin()
                .thenCompose(count -> publisher.swept(pattern).thenApply(told -> count));
    }

    /** Carries out a command if the guard admits it. Fails, and never throws, in our own words. */
    <T extends @Nullable Object> CompletionStage<T> call(
            Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<? extends T>> command) {
        return callOn(on -> command.apply(on.commands()));
    }

    /** Likewise, one that has to know the connection. */
    <T extends @Nullable Object> CompletionStage<T> callOn(
            Function<Wire, ? extends CompletionStage<? extends T>> command) {
        if (!guard.admits()) {
            return CompletableFuture.failedFuture(L2Failure.unavailable());
        }
        long startNanos = System.nanoTime();
        CompletableFuture<T> result = new CompletableFuture<>();
        this.<T>sendOn(command).whenComplete((value, thrown) -> {
            long tookNanos = System.nanoTime() - startNanos;
            if (thrown == null) {
                guard.succeeded(tookNanos);
                result.complete(value);
                return;
            }
            RedisTrouble trouble = RedisTrouble.of(thrown);
            if (trouble.reaction() == RedisTrouble.Reaction.NOTHING_THERE) {
                guard.succeeded(tookNanos);
                result.complete(null);
                return;
            }
            guard.failed(tookNanos, trouble.failure());
            react(trouble);
            result.completeExceptionally(Redirect.orFailure(trouble));
        });
        return result;
    }

    /** Carries out a command whatever the guard says: for work in the background. */
    <T> CompletionStage<T> send(
            Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<? extends T>> command) {
        return sendOn(on -> command.apply(on.commands()));
    }

    @SuppressWarnings("unchecked") // a stage is only read from
    private <T extends @Nullable Object> CompletionStage<T> sendOn(
            Function<Wire, ? extends CompletionStage<? extends T>> command) {
        Wire current = wire.get();
        if (current == null) {
            return CompletableFuture.failedFuture(L2Failure.outage("disconnected"));
        }
        try {
            return (CompletionStage<T>) command.apply(current);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void react(RedisTrouble trouble) {
        switch (trouble.reaction()) {
            case RECONNECT -> {
                reconnect(trouble.failure().reason());
                suspicion.arose();
            }
            case PAUSE_FILLS -> {
                fullUntilNanos = System.nanoTime() + FULL_NANOS;
                context.log()
                        .warn(
                                "full " + name,
                                "Redis at " + name + " takes no values ("
                                        + trouble.failure().reason()
                                        + "): give it memory or an eviction policy (maxmemory-policy volatile-lru), or look"
                                        + " at its disk");
            }
            case TELL -> tellDenied(trouble.detail());
            case MOVED, ASK -> suspicion.arose();
            case NOTHING_THERE -> {}
            case NONE -> {
                if (isClusterDown(trouble.failure())) {
                    clusterDown = true;
                    suspicion.arose();
                }
            }
        }
    }

    void tellDenied(String command) {
        context.log().warn("denied " + name + command, denied(command));
    }

    private String denied(String command) {
        if (command.equals(RedisTrouble.CHANNEL)) {
            return "Redis at " + name + " refuses our channel to this user (NOPERM): grant &" + context.prefix()
                    + "*; until then L1 does not hear what other instances drop";
        }
        return command.isEmpty()
                ? "Redis at " + name + " refuses our keys to this user (NOPERM): grant ~" + context.prefix() + "*"
                : "Redis at " + name + " refuses " + command + " to this user (NOPERM): grant "
                        + RedisTrouble.right(command);
    }

    /** PING is refused while the server loads its data, TIME is not: so both. */
    @Override
    public CompletionStage<Long> probe() {
        CompletableFuture<Long> result = new CompletableFuture<>();
        CompletionStage<String> ping = send(RedisAsyncCommands::ping);
        CompletionStage<List<byte[]>> time = send(RedisAsyncCommands::time);
        CompletionStage<Long> now = ping.thenCombine(time, (pong, parts) -> millis(parts.get(0), parts.get(1)));
        now.thenCombine(readsAgain(), (millis, fine) -> millis).whenComplete((millis, thrown) -> {
            if (thrown == null) {
                result.complete(millis);
                return;
            }
            RedisTrouble trouble = RedisTrouble.of(thrown);
            // Full memory is no matter of a probe, and a right that it lacks is in the line of the outage.
            if (trouble.reaction() == RedisTrouble.Reaction.RECONNECT) {
                react(trouble);
            }
            result.completeExceptionally(trouble.failure());
        });
        return result;
    }

    /** Fails while the cluster is down; that another node has the key is an answer like any. */
    private CompletionStage<Boolean> readsAgain() {
        if (!clusterDown) {
            return CompletableFuture.completedFuture(true);
        }
        return send(redis -> redis.get(context.prefix() + "probe")).handle((value, thrown) -> {
            L2Failure failure = thrown == null ? null : RedisTrouble.of(thrown).failure();
            if (failure != null && isClusterDown(failure)) {
                throw failure;
            }
            clusterDown = false;
            return true;
        });
    }

    private static boolean isClusterDown(L2Failure failure) {
        return failure.reason().equals("CLUSTERDOWN");
    }

    private static long millis(byte[] seconds, byte[] micros) {
        return number(seconds) * 1_000 + number(micros) / 1_000;
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }

    @Override
    public void answered() {
        context.listener().answered();
    }

    NodeState state() {
        return guard.state(name);
    }

    @Override
    public void close() {
        guard.close();
        Wire last = wire.getAndSet(null);
        if (last != null) {
            publisher.lost(last);
            last.close();
        }
    }
}
