package dev.tiercel.redis;

import static dev.tiercel.redis.Instances.fillAll;
import static dev.tiercel.redis.Instances.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.testkit.FaultProxy;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.RedisTopology.Kind;
import dev.tiercel.testkit.ReplicatedRedis;
import dev.tiercel.testkit.WithRedis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that name each other by addresses which are not those where they are reached from here. */
@WithRedis({Kind.STANDALONE, Kind.REPLICATED, Kind.CLUSTER})
class AddressMapTest {
    @RegisterExtension
    final Instances instances = new Instances();

    private final Map<String, FaultProxy> ways = new LinkedHashMap<>();

    @AfterEach
    void close() {
        ways.values().forEach(FaultProxy::close);
    }

    private RedisConfig mapped(RedisTopology redis) {
        Stream<RedisServer> sentinels =
                redis instanceof ReplicatedRedis replicated ? replicated.sentinels().stream() : Stream.empty();
        Stream.concat(redis.nodes().stream(), sentinels)
                .forEach(server -> ways.put(server.host() + ":" + server.port(), FaultProxy.of(server)));
        String map = ways.entrySet().stream()
                .map(way -> way.getKey() + "=" + way.getValue().host() + ":"
                        + way.getValue().port())
                .collect(Collectors.joining(","));
        return ConfigReader.read(new ConfigSources(
                        Map.of("tiercel.redis.url", redis.uri(), "tiercel.redis.address-map", map),
                        Map.of(),
                        null,
                        () -> null))
                .config()
                .redis();
    }

    @TestTemplate
    void mappedAddresses_areTheOnlyOnesConnectedTo(RedisTopology redis) {
        GuardedL2 l2 = instances.ready(mapped(redis));
        fillAll(l2, 100);
        ways.values().forEach(FaultProxy::refuse);
        ways.values().forEach(FaultProxy::reset);
        soon().until(() -> !l2.isUsable());
        ways.values().forEach(FaultProxy::heal);
        fillAll(l2, 100);
        assertThat(ways.values()).anyMatch(way -> way.accepted() > 0);
    }
}
