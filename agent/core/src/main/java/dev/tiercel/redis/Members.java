package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.NodeGuard;
import dev.tiercel.l2.NodeState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The servers of a topology, each with a connection that is kept. Changed on the loop's thread, read on any. */
final class Members implements AutoCloseable {
    private record Member(Node node, Link link) {}

    private final Map<Endpoint, Member> members = new ConcurrentHashMap<>();
    private final Context context;
    private final Node.Suspicion suspicion;
    private final Function<Endpoint, NodeGuard.Lines> lines;
    private final BiFunction<Endpoint, Wire, @Nullable L2Failure> admission;

    Members(
            Context context,
            Node.Suspicion suspicion,
            Function<Endpoint, NodeGuard.Lines> lines,
            BiFunction<Endpoint, Wire, @Nullable L2Failure> admission) {
        this.context = context;
        this.suspicion = suspicion;
        this.lines = lines;
        this.admission = admission;
    }

    /** The node there, which begins to connect when it is new. */
    Node at(Endpoint endpoint) {
        Member known = members.get(endpoint);
        if (known == null) {
            Node node = new Node(endpoint.toString(), lines.apply(endpoint), context, suspicion);
            known = new Member(node, new Link(endpoint, node, context, wire -> admission.apply(endpoint, wire)));
            members.put(endpoint, known);
            known.link().start();
        }
        return known.node();
    }

    /** Ends all others. */
    void retain(Collection<Endpoint> endpoints) {
        members.forEach((endpoint, member) -> {
            if (!endpoints.contains(endpoint)) {
                members.remove(endpoint);
                member.link().close();
            }
        });
    }

    /** Null: there is none. */
    @Nullable
    Node find(Endpoint endpoint) {
        Member known = members.get(endpoint);
        return known == null ? null : known.node();
    }

    /** Null: it is none of them. */
    @Nullable
    Endpoint endpoint(Node node) {
        for (Map.Entry<Endpoint, Member> each : members.entrySet()) {
            if (each.getValue().node().equals(node)) {
                return each.getKey();
            }
        }
        return null;
    }

    List<Node> all() {
        return members.values().stream().map(Member::node).toList();
    }

    List<NodeState> states() {
        return all().stream().map(Node::state).toList();
    }

    @Override
    public void close() {
        members.values().forEach(member -> member.link().close());
        members.clear();
    }
}
