package dev.tiercel.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which servers L2 is.
 *
 * @param topology how they hang together
 * @param nodes servers to begin with, at least one: of a cluster any, of a proxied topology the proxy's address
 * @param socket a Unix domain socket instead of the first node; null: none
 * @param sentinels the Sentinels that know the master; empty: none
 * @param sentinelMaster the name under which they know it; null: the only one that they know
 * @param database 0 or more; 0 in a cluster
 * @param readFrom which servers answer reads
 * @param expectedNodes how many nodes stand behind the proxy; 0: unknown
 * @param proxyStats HAProxy's page of statistics, which tells how many nodes there are; null: not asked
 * @param addressMap where a server is reached that others name otherwise, as from outside of a network of containers
 */
public record RedisTarget(
        RedisTopology topology,
        List<Endpoint> nodes,
        @Nullable Path socket,
        List<Endpoint> sentinels,
        @Nullable String sentinelMaster,
        int database,
        ReadFrom readFrom,
        int expectedNodes,
        @Nullable URI proxyStats,
        Map<Endpoint, Endpoint> addressMap) {

    /** A Redis on this machine. */
    public static final RedisTarget DEFAULT = new RedisTarget(
            RedisTopology.AUTO,
            List.of(new Endpoint("localhost", 6379)),
            null,
            List.of(),
            null,
            0,
            ReadFrom.MASTER,
            0,
            null,
            Map.of());

    public RedisTarget {
        nodes = List.copyOf(nodes);
        sentinels = List.copyOf(sentinels);
        addressMap = Map.copyOf(addressMap);
    }

    /** Where to connect to for that server. */
    public Endpoint reached(Endpoint named) {
        return addressMap.getOrDefault(named, named);
    }

    /** For log lines. */
    @Override
    public String toString() {
        if (socket != null) {
            return socket.toString();
        }
        return (sentinels.isEmpty() ? nodes : sentinels)
                .stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }
}
