package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.ReadFrom;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NodeGuard;
import dev.tiercel.l2.NodeState;
import dev.tiercel.l2.RecentDrops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * L2 on a master and its replicas. Who is the master, others say: Sentinels, or the servers themselves. It is followed as
 * soon as they do, also away from a master that still answers. Thread-safe.
 */
final class ReplicatedStore implements L2Store {
    private final Context context;
    private final boolean readsReplicas;
    private final Members members;
    /** Empty: the servers themselves are asked. */
    private final List<Endpoint> sentinels;

    private final Roles.Watch watch;
    private final RecentDrops recent;
    private final Feed feed;
    private volatile @Nullable Node master;
    private volatile @Nullable Endpoint masterEndpoint;
    private volatile List<Node> replicas = List.of();

    ReplicatedStore(Context context) {
        this.context = context;
        this.readsReplicas = context.config().target().readFrom() == ReadFrom.REPLICA;
        this.recent = new RecentDrops(context.config().times().replayWindow().toNanos(), System::nanoTime);
        this.members = new Members(context, this::suspect, this::lines, this::refusal);
        this.sentinels = context.sentinels();
        this.feed = new Feed(context, () -> masterEndpoint, any -> true);
        context.backplane().renewWith(() -> context.onLoop(0, feed::renew));
        this.watch = sentinels.isEmpty()
                ? new RoleWatch(context, members, this::follow)
                : new SentinelWatch(context, sentinels, this::follow);
    }

    private void suspect() {
        context.onLoop(0, this::look);
    }

    private void look() {
        watch.soon();
    }

    /** As the server is when they are read: its role may change while it is connected. */
    private NodeGuard.Lines lines(Endpoint endpoint) {
        NodeGuard.Lines ofMaster = new Lines.OfAll("master " + endpoint);
        NodeGuard.Lines ofReplica = new Lines.OfNode(
                endpoint.toString(), readsReplicas ? "its reads go to the master" : "it is not the master");
        return new NodeGuard.Lines() {
            @Override
            public String node() {
                return endpoint.toString();
            }

            @Override
            public String unavailable(String reason) {
                return now().unavailable(reason);
            }

            @Override
            public String ready() {
                return now().ready();
            }

            private NodeGuard.Lines now() {
                return endpoint.equals(masterEndpoint) ? ofMaster : ofReplica;
            }
        };
    }

    private @Nullable L2Failure refusal(Endpoint endpoint, Wire wire) {
        // Also where the Sentinels name it: it has not heard of it yet.
        if (!sentinels.isEmpty()
                && endpoint.equals(masterEndpoint)
                && wire.greeting().isReplica()) {
            suspect();
            return L2Failure.outage("it is a replica still");
        }
        return wire.greeting().mode().equals("cluster")
                ? L2Failure.mistake("it is a node of a cluster: set redis.topology to cluster or auto")
                : null;
    }

    private void follow(Roles roles) {
        boolean changed = !roles.master().equals(masterEndpoint);
        if (changed && masterEndpoint != null) {
            context.listener().replaced();
        }
        masterEndpoint = roles.master();
        Node node = members.at(roles.master());
        members.all().forEach(each -> each.publisher().turn(each.equals(node)));
        master = node;
        if (changed) {
            feed.renew();
            context.listener().answered();
        }
        if (changed && node.isUsable()) {
            context.log().info(lines(roles.master()).ready());
        }
        List<Node> nodes = new ArrayList<>();
        if (readsReplicas) {
            roles.replicas().forEach(endpoint -> nodes.add(members.at(endpoint)));
        }
        replicas = List.copyOf(nodes);
        if (!sentinels.isEmpty()) {
            Set<Endpoint> kept = new HashSet<>(readsReplicas ? roles.replicas() : List.of());
            kept.add(roles.master());
            members.retain(kept);
        }
    }

    @Override
    public void start(Listener listener) {
        watch.start();
    }

    @Override
    public boolean isUsable() {
        Node known = master;
        return known != null && known.isUsable();
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        Node replica = readsReplicas && !recent.covers(key) ? Node.anyUsable(replicas) : null;
        return at(replica == null ? master : replica, node -> node.get(key));
    }

    @Override
    public List<Batch> getAll(List<String> keys) {
        Node replica = readsReplicas ? Node.anyUsable(replicas) : null;
        Node known = master;
        return Batches.of(
                keys,
                key -> replica == null || recent.covers(key) ? known : replica,
                (node, some) -> at(node, there -> there.getAll(some)));
    }

    @Override
    public CompletionStage<byte @Nullable []> lease(
            String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        return at(master, node -> node.scripts().lease(key, token, keepFor, unusable));
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return at(master, node -> node.scripts().fill(key, standing, bytes, keepFor));
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, byte[] token) {
        return at(master, node -> node.scripts().release(key, token));
    }

    @Override
    public CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        return at(master, node -> node.set(key, token, keepFor));
    }

    @Override
    public CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        if (readsReplicas) {
            recent.add(List.of(key));
        }
        return at(master, node -> node.scripts().replace(key, token, bytes, keepFor));
    }

    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        if (readsReplicas) {
            recent.add(keys);
        }
        return at(master, node -> node.drop(keys));
    }

    @Override
    public CompletionStage<Long> deleteMatching(String pattern) {
        if (readsReplicas) {
            recent.addAll();
        }
        return at(master, node -> node.unlinkMatching(pattern));
    }

    @Override
    public CompletionStage<Long> countMatching(String pattern) {
        return at(master, node -> node.countMatching(pattern));
    }

    /** Of the master always: a replica may not have heard of the latest. */
    @Override
    public CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields) {
        return at(master, node -> node.epochs().read(key, fields));
    }

    @Override
    public CompletionStage<@Nullable Void> beginEpochs(String key, String stamp) {
        return at(master, node -> node.epochs().begin(key, stamp));
    }

    @Override
    public CompletionStage<Long> bump(String key, String field, String stamp) {
        return at(master, node -> node.epochs().bump(key, field, stamp));
    }

    private static <T extends @Nullable Object> CompletionStage<T> at(
            @Nullable Node node, Function<Node, CompletionStage<T>> command) {
        return node == null ? CompletableFuture.failedFuture(L2Failure.unavailable()) : command.apply(node);
    }

    @Override
    public long millis(String key) {
        Node node = master;
        return node == null ? System.currentTimeMillis() : node.guard().millis();
    }

    @Override
    public void check() {
        Node node = master;
        if (node != null) {
            node.guard().check();
        }
    }

    @Override
    public List<NodeState> nodes() {
        return members.states();
    }

    @Override
    public void close() {
        feed.close();
        watch.close();
        members.close();
    }
}
