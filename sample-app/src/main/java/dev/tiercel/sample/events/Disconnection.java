package dev.tiercel.sample.events;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.netty.websocket.NettyWebSocketSession;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.websocket.WebSocketSession;
import jakarta.inject.Singleton;

/**
 * Cuts a client off. {@link WebSocketSession#close} would first write a farewell, behind all that the client does not
 * read, and so never come to an end. Thread-safe.
 */
@Singleton
final class Disconnection {
    private final BeanProvider<NettyEmbeddedServer> server;

    Disconnection(BeanProvider<NettyEmbeddedServer> server) {
        this.server = server;
    }

    void of(WebSocketSession session) {
        for (var channel : server.get().getChannelGroup()) {
            if (channel.attr(NettyWebSocketSession.WEB_SOCKET_SESSION_KEY).get() == session) {
                var unused = channel.close();
            }
        }
    }
}
