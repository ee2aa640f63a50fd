package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DestinationTest {
    /** With any other kind of provider the client library goes on with the handshake on the JVM's common pool. */
    @Test
    void credentials_areAtHandOnTheConnectionsOwnThread() {
        Destination destination = new Destination(
                "there", 6379, InetSocketAddress.createUnresolved("there", 6379), Duration.ofSeconds(1));
        destination.setCredentials("me", "secret");
        assertThat(destination.getCredentialsProvider())
                .isInstanceOfSatisfying(ImmediateRedisCredentialsProvider.class, provider -> {
                    assertThat(provider.resolveCredentialsNow().getUsername()).isEqualTo("me");
                    assertThat(provider.resolveCredentialsNow().getPassword()).isEqualTo("secret".toCharArray());
                });
    }
}
