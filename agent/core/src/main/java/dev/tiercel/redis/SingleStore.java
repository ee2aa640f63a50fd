package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisTopology;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** L2 on one server. Thread-safe. */
final class SingleStore implements L2Store {
    private final Node node;
    private final Link link;
    private final Feed feed;

    SingleStore(Context context) {
        Endpoint endpoint = context.config().target().nodes().get(0);
        String name = context.config().target().toString();
        this.node = new Node(name, new Lines.OfAll(name), context, Node.Suspicion.NONE);
        boolean wasFound = context.config().target().topology() == RedisTopology.AUTO;
        this.link = new Link(endpoint, node, context, wire -> refusal(wire, wasFound));
        this.feed = new Feed(context, () -> endpoint, any -> true);
        context.backplane().renewWith(() -> context.onLoop(0, feed::renew));
    }

    /** @param wasFound nobody said that it is a single server: it was a master when it was asked */
    private static @Nullable L2Failure refusal(Wire wire, boolean wasFound) {
        Greeting greeting = wire.greeting();
        if (greeting.mode().equals("cluster")) {
            return L2Failure.mistake("it is a node of a cluster: set redis.topology to cluster or auto");
        }
        if (greeting.mode().equals("sentinel")) {
            return L2Failure.mistake("it is a Sentinel: name it in redis.sentinels, or set redis.topology to auto");
        }
        if (!greeting.isReplica()) {
            return null;
        }
        return wasFound
                ? L2Failure.outage(
                        "it is a replica now, which takes no writes, and is used when a master answers here again")
                : L2Failure.mistake("it is a replica, which takes no writes: set redis.topology to replicated or auto");
    }

    Node node() {
        return node;
    }

    @Override
    public void start(Listener listener) {
        node.publisher().turn(true);
        link.start();
        feed.renew();
    }

    @Override
    public boolean isUsable() {
        return node.isUsable();
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        return node.get(key);
    }

    @Override
    public List<Batch> getAll(List<String> keys) {
        return Batches.of(keys, any -> node, Node::getAll);
    }

    @Override
    public CompletionStage<byte @Nullable []> lease(
            String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        return node.scripts().lease(key, token, keepFor, unusable);
    }

    @Override
    public CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return node.scripts().fill(key, standing, bytes, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, byte[] token) {
        return node.scripts().release(key, token);
    }

    @Override
    public CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor) {
        return node.set(key, token, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        return node.scripts().replace(key, token, bytes, keepFor);
    }

    @Override
    public CompletionStage<@Nullable Void> delete(List<String> keys) {
        return node.drop(keys);
    }

    @Override
    public CompletionStage<Long> deleteMatching(String pattern) {
        return node.unlinkMatching(pattern);
    }

    @Override
    public CompletionStage<Long> countMatching(String pattern) {
        return node.countMatching(pattern);
    }

    @Override
    public CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields) {
        return node.epochs().read(key, fields);
    }

    @Override
    public CompletionStage<@Nullable Void> beginEpochs(String key, String stamp) {
        return node.epochs().begin(key, stamp);
    }

    @Override
    public CompletionStage<Long> bump(String key, String field, String stamp) {
        return node.epochs().bump(key, field, stamp);
    }

    @Override
    public long millis(String key) {
        return node.guard().millis();
    }

    @Override
    public void check() {
        node.guard().check();
    }

    @Override
    public List<NodeState> nodes() {
        return List.of(node.state());
    }

    @Override
    public void close() {
        feed.close();
        link.close();
    }
}
