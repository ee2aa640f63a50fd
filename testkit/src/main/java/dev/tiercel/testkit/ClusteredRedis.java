package dev.tiercel.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster of three primaries with a replica each. A primary that is gone for half a second is replaced by its
 * replica about a second later, when the majority of the primaries lives. Needs Redis 7.0.
 */
public final class ClusteredRedis implements RedisTopology {
    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    /** And a replica stays with its primary, so that after heal() every primary has one. */
    private static final String[] FAST =
            Servers.fastReplication("cluster-node-timeout 500", "cluster-allow-replica-migration no");

    private final Options options;
    private final Servers nodes = new Servers();

    private ClusteredRedis(Options options) {
        this.options = options;
        try {
            form();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static ClusteredRedis start() {
        return start(Options.DEFAULT);
    }

    public static ClusteredRedis start(Options options) {
        return new ClusteredRedis(options);
    }

    private void form() {
        for (int i = 0; i < 2 * PRIMARIES; i++) {
            nodes.start(options.server(FAST), Role.CLUSTER_NODE);
        }
        List<RedisServer> all = nodes.list();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            if (i < PRIMARIES) {
                String first = String.valueOf(i * SLOTS / PRIMARIES);
                String last = String.valueOf((i + 1) * SLOTS / PRIMARIES - 1);
                all.get(i).command("CLUSTER", "ADDSLOTSRANGE", first, last);
            }
        }
        // Everybody meets everybody: gossip would take longer.
        for (RedisServer node : all) {
            for (RedisServer other : all) {
                if (node != other) {
                    String bus = other.setting("cluster-port");
                    node.command("CLUSTER", "MEET", other.host(), String.valueOf(other.port()), bus);
                }
            }
        }
        for (int i = 0; i < PRIMARIES; i++) {
            RedisServer replica = all.get(PRIMARIES + i);
            String primary = ownState(all.get(i)).id();
            Waiting.until("replica of a cluster", () -> {
                replica.command("CLUSTER", "REPLICATE", primary);
                return null;
            });
        }
        Waiting.until("cluster", this::wrong);
    }

    /** The primary that serves that key. When it has just died, it is that one until its replica takes over. */
    public RedisServer primaryOf(String key) {
        return primaryOf((Long) Objects.requireNonNull(anyone().command("CLUSTER", "KEYSLOT", key)));
    }

    /** The primaries, in the order of their slots. */
    public List<RedisServer> primaries() {
        return LongStream.range(0, PRIMARIES)
                .mapToObj(i -> primaryOf(i * SLOTS / PRIMARIES))
                .toList();
    }

    /** The replicas of a primary. */
    public List<RedisServer> replicasOf(RedisServer primary) {
        Map<RedisServer, ClusterNode> states = states();
        String id = Objects.requireNonNull(states.get(primary), "not a node of this cluster")
                .id();
        return nodes.list().stream()
                .filter(node ->
                        Objects.requireNonNull(states.get(node)).primary().equals(id))
                .toList();
    }

    /**
     * A planned failover: the replica of that primary takes over, also when the primary is dead or hangs. Returns the new
     * primary when all that runs knows it.
     */
    public RedisServer failover(RedisServer primary) {
        ClusterNode before = Objects.requireNonNull(states().get(primary), "not a node of this cluster");
        if (before.slots().isEmpty()) {
            throw new IllegalArgumentException(primary + " is no primary");
        }
        RedisServer replica = replicasOf(primary).stream()
                .filter(RedisServer::isResponsive)
                .findFirst()
                .orElseThrow(() -> new RedisServerException(primary + " has no replica that runs: heal() first"));
        AtomicLong asked = new AtomicLong(System.nanoTime() - ASK_AGAIN_NANOS);
        Waiting.until("failover", () -> {
            if (ownState(replica).isPrimary()) {
                return notKnown(replica, before.slots().get(0)[0]);
            }
            if (System.nanoTime() - asked.get() >= ASK_AGAIN_NANOS) {
                asked.set(System.nanoTime());
                // Without a primary there is nobody to plan with, and soon after a failover nobody gives a vote.
                String[] command = {"CLUSTER", "FAILOVER", "TAKEOVER"};
                replica.command(primary.isResponsive() ? Arrays.copyOf(command, 2) : command);
            }
            return replica + " is no primary yet";
        });
        return replica;
    }

    private @Nullable String notKnown(RedisServer primary, long slot) {
        for (RedisServer node : responsive()) {
            boolean known = seenBy(node)
                    .anyMatch(seen -> seen.port() == primary.port() && seen.isPrimary() && seen.holds(slot));
            if (!known) {
                return node + " does not know of " + primary;
            }
        }
        return responsive().stream()
                .filter(node -> !ownState(node).isPrimary() && !followsItsPrimary(node))
                .map(node -> node + " does not follow its primary")
                .findFirst()
                .orElse(null);
    }

    /** Of those that claim the slot, the one with the newest configuration: a primary that returns is out of date. */
    private RedisServer primaryOf(long slot) {
        return states().entrySet().stream()
                .filter(state ->
                        state.getValue().isPrimary() && state.getValue().holds(slot))
                .max(Comparator.comparingLong(state -> state.getValue().epoch()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new RedisServerException("no node serves slot " + slot));
    }

    /** What each node says of itself or, of one that does not answer, what another says. */
    private Map<RedisServer, ClusterNode> states() {
        Map<RedisServer, ClusterNode> states = new LinkedHashMap<>();
        List<ClusterNode> known = seenBy(anyone()).toList();
        for (RedisServer node : nodes.list()) {
            states.put(
                    node,
                    node.isResponsive()
                            ? ownState(node)
                            : known.stream()
                                    .filter(seen -> seen.port() == node.port())
                                    .findFirst()
                                    .orElseThrow(() -> new RedisServerException(node + " is not in the cluster")));
        }
        return states;
    }

    private static ClusterNode ownState(RedisServer node) {
        return seenBy(node).filter(ClusterNode::isMyself).findFirst().orElseThrow();
    }

    private static Stream<ClusterNode> seenBy(RedisServer node) {
        return ClusterNode.parse(String.valueOf(node.command("CLUSTER", "NODES"))).stream();
    }

    private List<RedisServer> responsive() {
        return nodes.list().stream().filter(RedisServer::isResponsive).toList();
    }

    private RedisServer anyone() {
        return responsive().stream()
                .findFirst()
                .orElseThrow(() -> new RedisServerException("no node of the cluster runs: heal() it first"));
    }

    private boolean followsItsPrimary(RedisServer replica) {
        String primary = ownState(replica).primary();
        return nodes.list().stream()
                .filter(node -> node.isResponsive() && ownState(node).id().equals(primary))
                .allMatch(node -> Servers.follows(replica, node));
    }

    /** What is not as after the start, or null. */
    private @Nullable String wrong() {
        int replicas = 0;
        for (RedisServer node : nodes.list()) {
            String info = String.valueOf(node.command("CLUSTER", "INFO"));
            if (!info.contains("cluster_state:ok\r\n")
                    || !info.contains("cluster_slots_ok:" + SLOTS + "\r\n")
                    || !info.contains("cluster_known_nodes:" + 2 * PRIMARIES + "\r\n")) {
                return node + " says " + info.replace("\r\n", " ");
            }
            if (seenBy(node).anyMatch(ClusterNode::isFailing)) {
                return node + " takes another for gone";
            }
            if (!ownState(node).isPrimary()) {
                replicas++;
                if (!followsItsPrimary(node)) {
                    return node + " does not follow its primary";
                }
            }
        }
        return replicas == PRIMARIES ? null : replicas + " replicas, expected " + PRIMARIES;
    }

    @Override
    public void heal() {
        nodes.heal();
        Waiting.until("healing", this::wrong);
    }

    @Override
    public void flush() {
        primaries().forEach(primary -> primary.command("FLUSHALL"));
    }

    @Override
    public Kind kind() {
        return Kind.CLUSTER;
    }

    /** {@code redis://[:password@]host:port,host:port,host:port}: the nodes that were the first primaries. */
    @Override
    public String uri() {
        return nodes.list().stream()
                .limit(PRIMARIES)
                .map(RedisServer::address)
                .collect(Collectors.joining(",", "redis://" + RedisServer.userInfo(options.password()), ""));
    }

    @Override
    public List<RedisServer> nodes() {
        return nodes.list();
    }

    @Override
    public void close() {
        nodes.close();
    }

    @Override
    public String toString() {
        return "Redis Cluster " + uri();
    }
}
