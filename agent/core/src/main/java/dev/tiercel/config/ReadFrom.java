package dev.tiercel.config;

/** Which servers of a replicated topology or a cluster answer reads. */
public enum ReadFrom {
    MASTER,
    /** A replica, and the master where there is none to be had or its copy may be older than a recent invalidation. */
    REPLICA
}
