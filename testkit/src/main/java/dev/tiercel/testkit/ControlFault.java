package dev.tiercel.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the {@link ControlDoor} can do to a topology. {@link RedisTopology#heal} undoes it. */
enum ControlFault {
    /** All nodes are gone, at once and as by a crash; healing starts them again. */
    RESTART,
    /** All nodes accept connections and answer nothing. */
    HANG,
    /** A planned failover, of a cluster's first primary. */
    FAILOVER,
    /** The connections with subscriptions break. */
    CUT_SUBSCRIPTION,
    /** The proxy gives the first node no new connections. */
    DRAIN;

    /** The one of that name, as {@link #label} has it. */
    static Optional<ControlFault> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }

    static List<ControlFault> possibleIn(RedisTopology.Kind kind) {
        return Arrays.stream(values()).filter(fault -> fault.isPossibleIn(kind)).toList();
    }

    static String labels(List<ControlFault> faults) {
        return faults.stream().map(ControlFault::label).collect(Collectors.joining(", "));
    }

    /** In lower case, with hyphens. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean isPossibleIn(RedisTopology.Kind kind) {
        return switch (this) {
            case RESTART, HANG, CUT_SUBSCRIPTION -> true;
            case FAILOVER -> kind == RedisTopology.Kind.REPLICATED || kind == RedisTopology.Kind.CLUSTER;
            case DRAIN -> kind == RedisTopology.Kind.PROXIED;
        };
    }

    /** Whether it is over when it has begun: there is no time to wait before all is healed. */
    boolean isMomentary() {
        return this == FAILOVER || this == CUT_SUBSCRIPTION;
    }

    /** In force, or over, when this returns. */
    void begin(RedisTopology redis) {
        switch (this) {
            case RESTART -> redis.nodes().forEach(RedisServer::kill);
            case HANG -> redis.nodes().forEach(RedisServer::hang);
            case FAILOVER -> failOver(redis);
            case CUT_SUBSCRIPTION -> redis.nodes().forEach(RedisServer::cutSubscriptions);
            case DRAIN -> drain(redis);
        }
    }

    private static void failOver(RedisTopology redis) {
        if (redis instanceof ReplicatedRedis replicated) {
            replicated.failover();
        } else if (redis instanceof ClusteredRedis clustered) {
            clustered.failover(clustered.primaries().get(0));
        }
    }

    private static void drain(RedisTopology redis) {
        if (redis instanceof ProxiedRedis proxied) {
            proxied.proxy().drain(proxied.nodes().get(0));
        }
    }
}
