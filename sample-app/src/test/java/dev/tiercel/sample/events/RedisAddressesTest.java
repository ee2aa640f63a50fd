package dev.tiercel.sample.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URLs of Redis that live events understand. */
class RedisAddressesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://cache            | cache:6379",
                "redis://cache:7000/2     | cache:7000",
                "cache:7000               | cache:7000",
                "redis://[::1]:7000       | [::1]:7000",
                "redis://a:1,b:2,c        | a:1 b:2 c:6379",
                "a:1, b:2                 | a:1 b:2",
                "redis://u:p%40x@a:1,b:2  | a:1 b:2",
                "redis://a:1?timeout=2s   | a:1"
            })
    void eachHostIsAnAddress(String url, String expected) {
        assertThat(RedisAddresses.parse(url, TIMEOUT).stream()
                        .map(address -> address.getHost() + ":" + address.getPort())
                        .toList())
                .isEqualTo(List.of(expected.split(" ")));
    }

    @Test
    void aLoginAndTlsBelongToEveryHost() {
        for (var address : RedisAddresses.parse("rediss://ann:p%40ss+word@a:1,b:2", TIMEOUT)) {
            var login = address.getCredentialsProvider().resolveCredentials().block();
            assertThat(login.getUsername()).isEqualTo("ann");
            assertThat(login.getPassword()).isEqualTo("p@ss+word".toCharArray());
            assertThat(address.isSsl()).isTrue();
            assertThat(address.getTimeout()).isEqualTo(TIMEOUT);
        }
        var address = RedisAddresses.parse("redis://:secret@a", TIMEOUT).get(0);
        var login = address.getCredentialsProvider().resolveCredentials().block();
        assertThat(login.getUsername()).isNull();
        assertThat(login.getPassword()).isEqualTo("secret".toCharArray());
        assertThat(address.isSsl()).isFalse();
    }

    @Test
    void sentinelsTogetherAreTheAddressOfTheirMaster() {
        var address = RedisAddresses.parse("redis-sentinel://:secret@s1,s2:7002,s3/0#shop", TIMEOUT)
                .get(0);
        assertThat(address.getSentinelMasterId()).isEqualTo("shop");
        assertThat(address.getSentinels())
                .extracting(RedisURI::getHost, RedisURI::getPort)
                .containsExactly(tuple("s1", 26379), tuple("s2", 7002), tuple("s3", 26379));
        assertThat(RedisAddresses.parse("redis-sentinel://s1", TIMEOUT).get(0).getSentinelMasterId())
                .isEqualTo("mymaster");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:///run/redis.sock",
                "http://:secret@a",
                "redis://",
                "redis://:secret@a:1:2",
                "redis://:secret",
                "redis://a:x",
                "redis://a:70000"
            })
    void whatIsNoneIsRefused_andItsPasswordIsNotTold(String url) {
        assertThatThrownBy(() -> RedisAddresses.parse(url, TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("REDIS_URL")
                .hasMessageNotContaining("secret");
    }
}
