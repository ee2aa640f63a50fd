package dev.tiercel.config;

/** How the servers that are L2 hang together. */
public enum RedisTopology {
    /** The servers are asked. */
    AUTO,
    /** One server. */
    STANDALONE,
    /** A master and its replicas; Sentinels, or the servers themselves, say which is which. */
    REPLICATED,
    /** Redis Cluster: the keys are spread over several masters. */
    CLUSTER,
    /** Servers that know nothing of each other behind the one address of a TCP proxy. */
    PROXIED
}
