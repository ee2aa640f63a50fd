package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.ReadFrom;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NodeGuard;
import dev.tiercel.l2.NodeState;
import dev.tiercel.l2.RecentDrops;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * L2 on a Redis Cluster: each key on the master of its slot, each master with a connection of its own. A redirection is
 * followed once, and has the slots asked for anew. Thread-safe.
 */
final class ClusterStore implements L2Store {
    /** Who has which slot; immutable. */
    private static final class Slots {
        static final Slots NONE = new Slots(new Node[ClusterView.SLOTS], List.of(), Map.of());

        private final @Nullable Node[] masters;
        private final List<Node> distinct;
        private final Map<Node, List<Node>> replicas;

        Slots(@Nullable Node[] masters, List<Node> distinct, Map<Node, List<Node>> replicas) {
            this.masters = masters;
            this.distinct = List.copyOf(distinct);
            this.replicas = Map.copyOf(replicas);
        }

        /** Null: nobody has the key's slot. */
        @Nullable
        Node master(String key) {
            return masters[SlotHash.getSlot(key)];
        }

        /** Who has the slots of the node afterwards, in words. */
        String successors(Node node, Slots after) {
            Set<String> names = new TreeSet<>();
            for (int slot = 0; slot < masters.length; slot++) {
                Node successor = after.masters[slot];
                if (masters[slot] == node) {
                    names.add(successor == null ? "nobody" : successor.name());
                }
            }
            return String.join(" and ", names);
        }

        List<Node> masters() {
            return distinct;
        }

        List<Node> replicas(String key) {
            Node master = master(key);
            return master == null ? List.of() : replicas.getOrDefault(master, List.of());
        }
    }

    /** With more masters than this the bus has to do for the others: each message comes once from each of these. */
    private static final int MAX_FEEDS = 8;

    private final Context context;
    private final boolean readsReplicas;
    private final Members members;
    private final SlotWatch watch;
    private final RecentDrops recent;
    private volatile Slots slots = Slots.NONE;

    /** Of the loop's thread alone. */
    private final Map<Endpoint, Feed> feeds = new HashMap<>();

    ClusterStore(Context context) {
        this.context = context;
        this.readsReplicas = context.config().target().readFrom() == ReadFrom.REPLICA;
        this.recent = new RecentDrops(context.config().times().replayWindow().toNanos(), System::nanoTime);
        this.watch = new SlotWatch(context, this::serving, this::follow);
        this.members = new Members(context, watch, ClusterStore::lines, this::prepare);
        context.backplane()
                .renewWith(() -> context.onLoop(0, () -> feeds.values().forEach(Feed::renew)));
    }

    private static NodeGuard.Lines lines(Endpoint endpoint) {
        return new Lines.OfNode(endpoint.toString(), "its keys are answered from L1 and the database");
    }

    /** Without this a replica sends readers to its master. A master does not mind, and may be a replica later. */
    private @Nullable L2Failure prepare(Endpoint endpoint, Wire wire) {
        if (readsReplicas) {
            var unused = wire.commands().readOnly();
        }
        return null;
    }

    private List<Node> serving() {
        return slots.masters();
    }

    private void follow(ClusterView view) {
        @Nullable Node[] masters = new Node[ClusterView.SLOTS];
        List<Node> distinct = new ArrayList<>();
        Map<Node, List<Node>> replicas = new HashMap<>();
        Set<Endpoint> kept = new HashSet<>();
        for (ClusterView.Master each : view.masters()) {
            Node node = members.at(each.endpoint());
            kept.add(each.endpoint());
            distinct.add(node);
            for (int[] range : each.ranges()) {
                for (int slot = range[0]; slot <= range[1] && slot < ClusterView.SLOTS; slot++) {
                    masters[slot] = node;
                }
            }
            if (readsReplicas) {
                kept.addAll(each.replicas());
                replicas.put(node, each.replicas().stream().map(members::at).toList());
            }
        }
        Slots before = slots;
        if (before != Slots.NONE && !Arrays.equals(before.masters, masters)) {
            context.listener().replaced();
        }
        slots = new Slots(masters, distinct, replicas);
        listen(distinct);
        before.masters().stream().filter(node -> !distinct.contains(node)).forEach(node -> context.log()
                .info("Redis cluster: " + before.successors(node, slots) + " has the slots of " + node.name()
                        + " now"));
        members.retain(kept);
    }

    /**
     * A message that is published on one node reaches the subscribers of all, but to those of other nodes it takes tens of
     * milliseconds: on the cluster's bus small packets wait for each other. So each master is listened to, as long as there are
     * not too many; what comes twice is known by its number.
     */
    private void listen(List<Node> masters) {
        context.backplane().expect(masters.size());
        members.all().forEach(node -> node.publisher().turn(masters.contains(node)));
        List<Endpoint> heard = masters.stream()
                .map(members::endpoint)
                .filter(Objects::nonNull)
                .limit(MAX_FEEDS)
                .toList();
        feeds.entrySet().removeIf(each -> {
            boolean gone = !heard.contains(each.getKey());
            if (gone) {
                each.getValue().close();
            }
            return gone;
        });
        for (Endpoint endpoint : heard) {
            feeds.computeIfAbsent(endpoint, any -> {
                Feed feed = new Feed(context, () -> endpoint, run -> true);
                feed.renew();
                return feed;
            });
        }
    }

    @Override
    public void start(Listener listener) {
        watch.start();
    }

    @Override
    public boolean isUsable() {
        for (Node node : slots.masters()) {
            if (node.isUsable()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        return read(key, readsReplicas && !recent.covers(key), node -> node.get(key));
    }

    /** One command for each slot, for that is all a cluster takes. */
    @Override
    public List<Batch> getAll(List<String> keys) {
        record Place(int slot, boolean ofReplicas) {}
        return Batches.of(
                keys,
                key -> new Place(SlotHash.getSlot(key), readsReplicas && !recent.covers(key)),
                (place, some) -> read(some.get(0), place.ofReplicas(), node -> node.getAll(some)));
    }

    private <T extends @Nullable Object> CompletionStage<T> read(
            String key, boolean ofReplicas, Function<Node, CompletionStage<T>> command) {
        Node replica = ofReplicas ? Node.anyUsable(slots.replicas(key)) : null;
        return replica == null
                ? at(key, command)
                : command.apply(replica).exceptionallyCompose(thrown -> redirected(thrown, command));
    }

    @Override
    public CompletionStage<byte @Nullable []> lease(
            String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        return at(key, node -> node.scripts().lease(key, token, keepFor, unusable));
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return at(key, node -> node.scripts().fill(key, standing, bytes, keepFor));
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, byte[] token) {
        return at(key, node -> node.scripts().release(key, token));
    }

    @Override
    public CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        return at(key, node -> node.set(key, token, keepFor));
    }

    @Override
    public CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        if (readsReplicas) {
            recent.add(List.of(key));
        }
        return at(key, node -> node.scripts().replace(key, token, bytes, keepFor));
    }

    /** One command for each slot, for that is all a cluster takes. */
    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        if (readsReplicas) {
            recent.add(keys);
        }
        return bySlot(keys, Node::drop);
    }

    private CompletionStage<@Nullable Void> bySlot(
            List<String> keys, BiFunction<Node, List<String>, CompletionStage<@Nullable Void>> command) {
        Map<Integer, List<String>> bySlot = new HashMap<>();
        keys.forEach(key -> bySlot.computeIfAbsent(SlotHash.getSlot(key), any -> new ArrayList<>())
                .add(key));
        CompletableFuture<?>[] commands = bySlot.values().stream()
                .map(each -> at(each.get(0), node -> command.apply(node, each)).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(commands);
    }

    @Override
    public CompletionStage<Long> deleteMatching(String pattern) {
        if (readsReplicas) {
            recent.addAll();
        }
        List<Node> masters = slots.masters();
        if (masters.isEmpty()) {
            return CompletableFuture.failedFuture(L2Failure.unavailable());
        }
        return Sums.of(masters.stream()
                .map(node -> node.unlinkMatching(pattern, keys -> bySlot(keys, Node::unlink)))
                .toList());
    }

    @Override
    public CompletionStage<Long> countMatching(String pattern) {
        List<Node> masters = slots.masters();
        return masters.isEmpty()
                ? CompletableFuture.failedFuture(L2Failure.unavailable())
                : Sums.of(masters.stream()
                        .map(node -> node.countMatching(pattern))
                        .toList());
    }

    /** Of the master always: a replica may not have heard of the latest. */
    @Override
    public CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields) {
        return at(key, node -> node.epochs().read(key, fields));
    }

    @Override
    public CompletionStage<@Nullable Void> beginEpochs(String key, String stamp) {
        return at(key, node -> node.epochs().begin(key, stamp));
    }

    @Override
    public CompletionStage<Long> bump(String key, String field, String stamp) {
        return at(key, node -> node.epochs().bump(key, field, stamp));
    }

    private <T extends @Nullable Object> CompletionStage<T> at(String key, Function<Node, CompletionStage<T>> command) {
        Node node = slots.master(key);
        if (node == null) {
            return CompletableFuture.failedFuture(L2Failure.unavailable());
        }
        return command.apply(node).exceptionallyCompose(thrown -> redirected(thrown, command));
    }

    /** Follows once: a cluster that sends us on and on is asked again when its slots are known anew. */
    private <T extends @Nullable Object> CompletionStage<T> redirected(
            Throwable thrown, Function<Node, CompletionStage<T>> command) {
        Endpoint to = Redirect.target(thrown);
        Node node = to == null ? null : members.find(to);
        if (node == null) {
            return CompletableFuture.failedFuture(Redirect.failure(thrown));
        }
        if (Redirect.isAsking(thrown)) {
            var unused = node.send(redis -> redis.asking());
        }
        return command.apply(node)
                .exceptionallyCompose(again -> CompletableFuture.failedFuture(Redirect.failure(again)));
    }

    @Override
    public long millis(String key) {
        Node node = slots.master(key);
        return node == null ? System.currentTimeMillis() : node.guard().millis();
    }

    @Override
    public void check() {
        slots.masters().forEach(node -> node.guard().check());
    }

    @Override
    public List<NodeState> nodes() {
        return members.states();
    }

    @Override
    public void close() {
        feeds.values().forEach(Feed::close);
        watch.close();
        members.close();
    }
}
