package dev.tiercel.redis;

import io.lettuce.core.ConnectionBuilder;
import io.lettuce.core.ConnectionEvents;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisReactiveCommandsImpl;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.PushHandler;
import io.lettuce.core.resource.ClientResources;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import reactor.core.publisher.Mono;

/**
 * A client whose connections have the asynchronous commands only. The library's own ones make the blocking commands, a
 * proxy for some thousand methods, and the reactive ones with each connection: half of the processor time that the first
 * connection costs, taken from the application while it starts.
 *
 * <p>It reaches Unix domain sockets by the JDK's own channels; the library's way needs native code, which newer JDKs warn
 * of or refuse.
 */
@NullUnmarked // overrides of a library without null annotations
final class LeanClient extends RedisClient {

    LeanClient(ClientResources resources) {
        super(resources, new RedisURI());
    }

    @Override
    protected void connectionBuilder(
            Mono<SocketAddress> address, ConnectionBuilder builder, ConnectionEvents events, RedisURI uri) {
        super.connectionBuilder(address, builder, events, uri);
        if (uri instanceof Destination to && to.address() instanceof UnixDomainSocketAddress) {
            int connectMillis = Math.toIntExact(
                    getOptions().getSocketOptions().getConnectTimeout().toMillis());
            builder.bootstrap(new Bootstrap()
                    .group(builder.bootstrap().config().group())
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                    .channel(NioDomainSocketChannel.class));
        }
    }

    @Override
    protected <K, V> StatefulRedisConnectionImpl<K, V> newStatefulRedisConnection(
            RedisChannelWriter writer, PushHandler pushHandler, RedisCodec<K, V> codec, Duration timeout) {
        return new LeanConnection<>(writer, pushHandler, codec, timeout);
    }

    private static final class LeanConnection<K, V> extends StatefulRedisConnectionImpl<K, V> {

        LeanConnection(RedisChannelWriter writer, PushHandler pushHandler, RedisCodec<K, V> codec, Duration timeout) {
            super(writer, pushHandler, codec, timeout);
        }

        @Override
        protected RedisCommands<K, V> newRedisSyncCommandsImpl() {
            return null;
        }

        @Override
        protected RedisReactiveCommandsImpl<K, V> newRedisReactiveCommandsImpl() {
            return null;
        }
    }
}
