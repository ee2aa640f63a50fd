package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisTopologyTest {
    @ParameterizedTest
    @EnumSource
    void starts(RedisTopology.Kind kind) {
        try (RedisTopology redis = RedisTopology.start(kind)) {
            assertThat(redis.kind()).isEqualTo(kind);
            redis.nodes().get(1 % redis.nodes().size()).kill();
            redis.heal();
        }
    }

    @ParameterizedTest
    @EnumSource
    void startsWithPassword(RedisTopology.Kind kind) {
        try (RedisTopology redis =
                RedisTopology.start(kind, RedisTopology.Options.DEFAULT.withPassword("a \"b\\c@/ü"))) {
            redis.nodes().get(0).kill();
            redis.heal();
        }
    }
}
