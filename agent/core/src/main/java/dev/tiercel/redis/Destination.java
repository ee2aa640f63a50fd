package dev.tiercel.redis;

import io.lettuce.core.RedisURI;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;

/**
 * Where a connection goes: what the client library has to know, and the address that the name stood for just now. The name
 * stays with it, because certificates are checked against it.
 */
@NullUnmarked // extends a class of a library without null annotations
final class Destination extends RedisURI {
    private static final long serialVersionUID = 1L;

    private final transient SocketAddress address;

    Destination(String host, int port, SocketAddress address, Duration timeout) {
        super(host, port, timeout);
        this.address = address;
    }

    SocketAddress address() {
        return address;
    }
}
