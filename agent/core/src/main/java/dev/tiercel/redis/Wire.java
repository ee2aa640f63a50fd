package dev.tiercel.redis;

import dev.tiercel.backplane.Lane;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection, for as long as it lasts: it always leads to the same run of the same server, also through a proxy.
 * Thread-safe.
 */
final class Wire {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final SocketAddress address;
    private final Greeting greeting;
    private volatile @Nullable Lane lane;
    private final List<Loss> losses = new CopyOnWriteArrayList<>();

    private Wire(StatefulRedisConnection<String, byte[]> connection, SocketAddress address, Greeting greeting) {
        this.connection = connection;
        this.address = address;
        this.greeting = greeting;
    }

    static CompletionStage<Wire> greet(StatefulRedisConnection<String, byte[]> connection, SocketAddress address) {
        CompletableFuture<Wire> wire = new CompletableFuture<>();
        Greeting.ask(connection.async()).whenComplete((greeting, failure) -> {
            if (failure == null) {
                wire.complete(new Wire(connection, address, greeting));
            } else {
                var unused = connection.closeAsync();
                wire.completeExceptionally(failure);
            }
        });
        return wire;
    }

    RedisAsyncCommands<String, byte[]> commands() {
        return connection.async();
    }

    Greeting greeting() {
        return greeting;
    }

    /** What is published here; null: nothing is. */
    @Nullable
    Lane lane() {
        return lane;
    }

    void lane(@Nullable Lane opened) {
        lane = opened;
    }

    /** The server's, or the proxy's; null: it is a Unix domain socket. */
    @Nullable
    InetAddress address() {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /** Runs once when the connection is lost or closed, at once when it is already. */
    void onLost(Runnable action) {
        Loss loss = new Loss(action);
        losses.add(loss);
        connection.addListener(loss);
        if (!connection.isOpen()) {
            close();
        }
    }

    /** Is told at once, because the client library may not get to it. */
    void close() {
        var unused = connection.closeAsync();
        losses.forEach(Loss::happened);
    }

    /** Tells once of a lost connection, and closes it: the client library keeps what it was told to open until then. */
    static final class Loss implements RedisConnectionStateListener {
        private final Runnable action;
        private final AtomicBoolean happened = new AtomicBoolean();

        Loss(Runnable action) {
            this.action = action;
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            var unused = connection.closeAsync();
            happened();
        }

        void happened() {
            if (happened.compareAndSet(false, true)) {
                action.run();
            }
        }
    }
}
