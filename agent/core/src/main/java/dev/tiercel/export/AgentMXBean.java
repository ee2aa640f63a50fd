package dev.tiercel.export;

import java.util.Map;

/** The agent in this process, for JMX. */
public interface AgentMXBean {
    String getVersion();

    /** ACTIVE; the bean is gone where it has left. */
    String getState();

    /** How each Redis server is, by name: USABLE, SICK or DISCONNECTED. */
    Map<String, String> getRedisNodes();

    /** Whether what other instances invalidate is heard; false without Redis. */
    boolean isBackplaneInSync();

    /** Of the latest change of that; empty without Redis. */
    String getBackplaneCause();

    /** How many woven methods were called so far. */
    int getMethods();

    /** Invalidations that no server took yet, to be repeated. */
    long getWaitingInvalidations();
}
