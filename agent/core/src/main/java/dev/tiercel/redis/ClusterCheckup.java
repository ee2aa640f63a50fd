package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.control.Finding;
import dev.tiercel.l2.L2Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A look at a cluster as a whole. */
final class ClusterCheckup {
    private static final String SUBJECT = "cluster";

    private final CheckupSession session;

    ClusterCheckup(CheckupSession session) {
        this.session = session;
    }

    /** All servers; of those that cannot be reached it is told. */
    Map<String, Wire> servers() {
        for (Endpoint seed : session.config().target().nodes()) {
            Wire wire;
            try {
                wire = session.await(session.server(seed));
            } catch (L2Failure away) {
                continue;
            }
            String nodes = session.ask(wire.commands().clusterNodes());
            if (nodes == null) {
                session.add(
                        Finding.error(SUBJECT, "no right to +cluster|nodes", "grant it: nothing is cached without"));
                return Map.of(seed.toString(), wire);
            }
            state(wire);
            return session.open(
                    endpoints(ClusterView.parse(
                            nodes, seed, session.config().tls().enabled())),
                    CheckupAdvice.ELSEWHERE);
        }
        return Map.of();
    }

    private void state(Wire wire) {
        String text = session.ask(wire.commands().clusterInfo());
        String state = text == null ? "" : CheckupSession.fields(text).getOrDefault("cluster_state", "");
        if (state.equals("ok")) {
            session.add(Finding.ok(SUBJECT, "cluster_state is ok"));
        } else if (!state.isEmpty()) {
            session.add(Finding.error(
                    SUBJECT,
                    "cluster_state is " + state,
                    "a master is away, or slots have none: redis-cli --cluster check"));
        }
    }

    private List<Endpoint> endpoints(ClusterView view) {
        List<Endpoint> all = new ArrayList<>();
        int slots = 0;
        for (ClusterView.Master master : view.masters()) {
            all.add(master.endpoint());
            all.addAll(master.replicas());
            slots += master.ranges().stream()
                    .mapToInt(range -> range[1] - range[0] + 1)
                    .sum();
            if (master.replicas().isEmpty()) {
                session.add(Finding.warn(
                        SUBJECT,
                        "the master " + master.endpoint()
                                + " has no replica: with it its keys' part of the cache is away",
                        "give it one"));
            }
        }
        String masters = view.masters().size() + " masters, "
                + (all.size() - view.masters().size()) + " replicas";
        if (slots < ClusterView.SLOTS) {
            session.add(Finding.error(
                    SUBJECT,
                    masters + "; " + (ClusterView.SLOTS - slots) + " slots belong to nobody",
                    "redis-cli --cluster fix"));
        } else {
            session.add(Finding.ok(SUBJECT, masters + ", all slots are theirs"));
        }
        return all;
    }
}
