package dev.tiercel.export;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.l2.NodeState;
import java.util.Map;
import java.util.TreeMap;

/** The agent, as JMX asks for it. Thread-safe. */
record AgentBean(Instance instance, String version) implements AgentMXBean {
    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getState() {
        return "ACTIVE";
    }

    @Override
    public Map<String, String> getRedisNodes() {
        Map<String, String> nodes = new TreeMap<>();
        for (NodeState node : instance.nodes()) {
            nodes.put(node.name(), node.health().name());
        }
        return nodes;
    }

    @Override
    public boolean isBackplaneInSync() {
        Backplane.State state = instance.backplane();
        return state != null && state.inSync();
    }

    @Override
    public String getBackplaneCause() {
        Backplane.State state = instance.backplane();
        return state == null ? "" : state.cause();
    }

    @Override
    public int getMethods() {
        return instance.methods();
    }

    @Override
    public long getWaitingInvalidations() {
        return instance.waitingInvalidations();
    }
}
