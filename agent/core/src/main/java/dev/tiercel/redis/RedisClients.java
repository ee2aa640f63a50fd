package dev.tiercel.redis;

import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisTls;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.SocketAddressResolver;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The client library, set up so that its failures are quick, its threads few, and its voice is not heard. */
final class RedisClients {
    static {
        // Before any other class of the library: with SLF4J's silent provider Netty turns to java.util.logging of its
        // own
        // accord, which is the application's.
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private RedisClients() {}

    static RedisClient create(RedisConfig config, RedisThreads threads) {
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
                .socketAddressResolver(new Addresses())
                .build();
    }

    private static ClientOptions options(RedisConfig config) {
        ClientOptions.Builder options = ClientOptions.builder()
                // One loop of ours opens the first connection and every later one; what was under way on a lost one has
                // failed: a fill sent again later could bring back what was dropped meanwhile.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(config.requestQueue())
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutCommands(true)
                        .timeoutSource(new Patience(config))
                        .build())
                // RESP3 gives nothing that is used here, and its HELLO is unknown to servers before 6.
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(KeepAlive.of(SocketOptions.builder())
                        .connectTimeout(config.times().connectTimeout())
                        .build());
        if (config.tls().enabled()) {
            options.sslOptions(ssl(config.tls()));
        }
        return options.build();
    }

    /** The files are read at every connection, so that new certificates are taken without a restart. */
    private static SslOptions ssl(RedisTls tls) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
        Path ca = tls.caFile();
        if (ca != null) {
            ssl.trustManager(file("redis.tls-ca-file", ca));
        }
        Path certificate = tls.certificateFile();
        Path key = tls.keyFile();
        if (certificate != null && key != null) {
            ssl.keyManager(file("redis.tls-certificate-file", certificate), file("redis.tls-key-file", key), null);
        }
        return ssl.build();
    }

    private static SslOptions.Resource file(String setting, Path path) {
        return () -> {
            try {
                return Files.newInputStream(path);
            } catch (IOException e) {
                throw L2Failure.outage(
                        "TLS: " + setting + " cannot be read: " + e.getClass().getSimpleName());
            }
        };
    }

    /** No call of the application waits for a greeting, and the first one loads classes: it has the time of a handshake. */
    private static final class Patience extends TimeoutOptions.TimeoutSource {
        private final long callMillis;
        private final long greetingMillis;

        Patience(RedisConfig config) {
            this.callMillis = config.times().deadline().toMillis();
            this.greetingMillis = Client.patience(config.times()).toMillis();
        }

        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            ProtocolKeyword type = command.getType();
            boolean greeting = type == CommandType.INFO || type == CommandType.ROLE || type == CommandType.CLIENT;
            return greeting ? greetingMillis : callMillis;
        }

        @Override
        public TimeUnit getTimeUnit() {
            return TimeUnit.MILLISECONDS;
        }
    }

    /** Has nothing to resolve: that was done where it may wait. */
    private static final class Addresses extends SocketAddressResolver {
        @Override
        public SocketAddress resolve(RedisURI uri) {
            return ((Destination) uri).address();
        }
    }
}
