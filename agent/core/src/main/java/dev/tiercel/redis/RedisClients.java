package dev.tiercel.redis;

import dev.tiercel.config.RedisConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.time.Duration;

/** The client library, set up so that its failures are quick, its threads few, and its voice is not heard. */
final class RedisClients {
    /** The handshake is nobody's wait, and the first one loads hundreds of classes: it may take so many times longer. */
    private static final int HANDSHAKE_PATIENCE = 4;

    private RedisClients() {}

    static RedisClient create(RedisConfig config, RedisThreads threads) {
        // With SLF4J's silent provider Netty turns to java.util.logging of its own accord, which is the application's.
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
        RedisClient client = new LeanClient(resources(threads));
        client.setOptions(options(config));
        return client;
    }

    private static ClientResources resources(RedisThreads threads) {
        return ClientResources.builder()
                .threadFactoryProvider(pool -> threads)
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .eventBus(new SilentEvents())
                .build();
    }

    private static ClientOptions options(RedisConfig config) {
        return ClientOptions.builder()
                // One loop of ours opens the first connection and every later one; what was under way on a lost one has
                // failed: a fill sent again later could bring back what was dropped meanwhile.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(config.requestQueue())
                .timeoutOptions(TimeoutOptions.enabled(config.times().deadline()))
                // RESP3 gives nothing that is used here, and its HELLO is unknown to servers before 6.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.times().connectTimeout())
                        .keepAlive(KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(5))
                                .interval(Duration.ofSeconds(1))
                                .count(3)
                                .build())
                        .build())
                .build();
    }

    static RedisURI uri(RedisConfig config) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(config.target().nodes().get(0).host())
                .withPort(config.target().nodes().get(0).port())
                .withSsl(config.tls().enabled())
                .withDatabase(config.target().database())
                .withClientName("tiercel")
                .withTimeout(config.times().connectTimeout().multipliedBy(HANDSHAKE_PATIENCE));
        String password = config.login().password();
        if (password != null) {
            String username = config.login().username();
            if (username != null) {
                uri.withAuthentication(username, password.toCharArray());
            } else {
                uri.withPassword(password.toCharArray());
            }
        }
        return uri.build();
    }
}
