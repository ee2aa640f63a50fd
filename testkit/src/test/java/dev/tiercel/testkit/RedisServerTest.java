package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisServerTest {

    @Test
    void answersOnAPortOfItsOwnAfterTheStart() {
        try (RedisServer redis = RedisServer.start()) {
            assertThat(redis.command("PING")).isEqualTo("PONG");
            assertThat(redis.port()).isBetween(Ports.FIRST, Ports.LAST);
            assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
        }
    }

    @Test
    void returnsEmptyOnTheSamePortAfterAKill() {
        try (RedisServer redis = RedisServer.start()) {
            int port = redis.port();
            redis.command("SET", "k", "v");

            redis.kill();
            redis.restart();

            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.command("GET", "k")).isNull();
        }
    }
}
