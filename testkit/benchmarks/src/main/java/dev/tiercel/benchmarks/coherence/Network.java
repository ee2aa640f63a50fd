package dev.tiercel.benchmarks.coherence;

import dev.tiercel.testkit.FaultProxy;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.ReplicatedRedis;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What lies between one instance and Redis: a {@link FaultProxy} in front of each server, Sentinels included, and a setting of the
 * agent that leads it there. What servers have to do with each other does not pass here.
 */
final class Network implements AutoCloseable {
    private final Map<String, FaultProxy> ways = new LinkedHashMap<>();

    Network(RedisTopology redis) {
        if (redis instanceof ProxiedRedis proxied) {
            URI proxy = URI.create(proxied.uri());
            add(proxy.getHost(), proxy.getPort());
            return;
        }
        List<RedisServer> servers = new ArrayList<>(redis.nodes());
        if (redis instanceof ReplicatedRedis replicated) {
            servers.addAll(replicated.sentinels());
        }
        servers.forEach(server -> add(server.host(), server.port()));
    }

    private void add(String host, int port) {
        ways.put(host + ":" + port, FaultProxy.to(host, port));
    }

    /** For the virtual machine of the instance. */
    String option() {
        return "-Dtiercel.redis.address-map="
                + ways.entrySet().stream()
                        .map(way -> way.getKey() + "=" + way.getValue().host() + ":"
                                + way.getValue().port())
                        .collect(Collectors.joining(","));
    }

    /** Does that to all of it. */
    void each(Consumer<FaultProxy> fault) {
        ways.values().forEach(fault);
    }

    void heal() {
        each(FaultProxy::heal);
    }

    @Override
    public void close() {
        each(FaultProxy::close);
    }
}
