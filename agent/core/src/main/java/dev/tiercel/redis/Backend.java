package dev.tiercel.redis;

import dev.tiercel.l2.Drops;
import io.lettuce.core.KeyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One run of a node behind the proxy. It is remembered while its connection is away, because what was dropped meanwhile
 * has to be dropped there before its entries are used again. Thread-safe.
 */
final class Backend {
    private final String runId;
    private final Node node;
    private final LeaseScripts scripts;
    private final Fence fence;
    private final Context context;
    private final Drops missed;
    private final Feed feed;

    /** Null: the fence is not known to be of this run. */
    private volatile byte @Nullable [] stamp;

    /** What the node holds is to become invisible: too much was missed. Until that is done, the node is not read. */
    private volatile boolean tainted;

    private volatile long awaySinceNanos;
    private volatile boolean away;

    Backend(String runId, Context context, Fence fence) {
        this.runId = runId;
        this.fence = fence;
        this.context = context;
        String name = runId.substring(0, Math.min(8, runId.length())) + " behind "
                + context.config().target();
        this.node = new Node(
                name,
                new Lines.OfNode(name, "answering its keys from the other nodes, L1 and the database"),
                context.withListener(this::answered),
                Node.Suspicion.NONE);
        this.scripts = new LeaseScripts(node, fence.key(), Fence.start(runId));
        this.missed = new Drops(node::drop, () -> tainted = true);
        this.feed = new Feed(
                context, () -> away ? null : context.config().target().nodes().get(0), runId::equals);
        node.publisher().turn(true);
    }

    String runId() {
        return runId;
    }

    Node node() {
        return node;
    }

    LeaseScripts scripts() {
        return scripts;
    }

    /** What this process dropped before it met the node is to be dropped there too; null: so much that nobody knows. */
    void catchUp(@Nullable List<String> dropped) {
        if (dropped == null) {
            tainted = true;
        } else {
            missed.later(dropped);
        }
    }

    /** Takes a connection to this run; the action runs once it is lost. */
    void attach(Wire wire, Runnable onLost) {
        if (away && System.nanoTime() - awaySinceNanos > lease().dividedBy(2).toNanos()) {
            tainted = true;
        }
        away = false;
        node.guard().connecting();
        node.attach(wire, "connected", () -> {
            awaySinceNanos = System.nanoTime();
            away = true;
            stamp = null;
            onLost.run();
        });
        renewFence();
        feed.hurry();
    }

    /** Listens anew to what other instances drop. */
    void listen() {
        feed.renew();
    }

    void close() {
        feed.close();
        node.close();
    }

    boolean isAway() {
        return away;
    }

    /** Away for so long that its fence is gone, unless others hold it: then it begins anew when it returns. */
    boolean isForgotten() {
        return away && System.nanoTime() - awaySinceNanos > lease().toNanos();
    }

    private Duration lease() {
        return context.config().times().fenceLease();
    }

    private void answered() {
        missed.beginAgain();
        if (stamp == null || tainted) {
            renewFence();
        }
        context.listener().answered();
    }

    void renewFence() {
        boolean anew = tainted;
        fence.renew(node, runId, anew).whenComplete((now, failure) -> {
            if (failure == null) {
                stamp = now;
                if (anew) {
                    tainted = false;
                }
                return;
            }
            RedisTrouble trouble = RedisTrouble.of(failure);
            if (trouble.reaction() == RedisTrouble.Reaction.TELL) {
                node.tellDenied(trouble.detail().isEmpty() ? "" : "EVAL");
            }
        });
    }

    /** Whether the key may be read and stored here. */
    boolean serves(String key) {
        return node.isUsable() && stamp != null && !tainted && !missed.covers(key);
    }

    CompletionStage<byte @Nullable []> get(String key) {
        return node.get(fence.key(), key).thenApply(both -> Fence.value(value(both, 0), value(both, 1), runId));
    }

    private static byte @Nullable [] value(List<KeyValue<String, byte[]>> both, int which) {
        return both.get(which).getValueOrElse(null);
    }

    /** In one command; null in place of one: nothing that counts stands there. */
    CompletionStage<List<byte @Nullable []>> getAll(List<String> keys) {
        List<String> all = new ArrayList<>(keys.size() + 1);
        all.add(fence.key());
        all.addAll(keys);
        return node.getAll(all).thenApply(found -> {
            List<byte @Nullable []> values = new ArrayList<>(keys.size());
            found.subList(1, found.size()).forEach(each -> values.add(Fence.value(found.get(0), each, runId)));
            return values;
        });
    }

    /** Writes the token here, or sees to it that the key is not read here before it is deleted. Never fails. */
    CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        byte[] known = stamp;
        return known == null
                ? delete(List.of(key))
                : orMissed(List.of(key), node.set(key, Fence.stamped(known, token), keepFor));
    }

    /** Stores or deletes here, likewise. */
    CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        return orMissed(List.of(key), scripts.replace(key, token, bytes, keepFor));
    }

    /** Deletes the keys here, now or as soon as that can be; until then they are not read here. Never fails. */
    CompletionStage<@Nullable Void> delete(List<String> keys) {
        return orMissed(keys, node.drop(keys));
    }

    private CompletionStage<@Nullable Void> orMissed(List<String> keys, CompletionStage<@Nullable Void> work) {
        return work.exceptionally(failure -> {
            missed.later(keys);
            node.guard().check();
            return null;
        });
    }

    CompletionStage<Long> deleteMatching(String pattern) {
        return node.unlinkMatching(pattern).exceptionally(failure -> {
            tainted = true;
            node.guard().check();
            return 0L;
        });
    }

    CompletionStage<Long> countMatching(String pattern) {
        return node.countMatching(pattern);
    }

    /**
     * Gives a field of a hash of epochs another stamp here; where that fails, the hash is not read here before it is
     * deleted. Never fails.
     */
    CompletionStage<Long> bump(String key, String field, String stamp) {
        return node.epochs().bump(key, field, stamp).exceptionally(failure -> {
            missed.later(List.of(key));
            node.guard().check();
            return 1L;
        });
    }
}
