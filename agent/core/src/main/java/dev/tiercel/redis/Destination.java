package dev.tiercel.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
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

    /**
     * What {@link #setAuthentication(char[])} sets moves the handshake to a thread of the JVM's common pool, where a
     * connection may be handed over before it is ready, and a refusal be lost behind the end of the connection.
     *
     * @param user null: the default one
     */
    void setCredentials(String user, String password) {
        setCredentialsProvider(new StaticCredentialsProvider(user, password.toCharArray()));
    }

    SocketAddress address() {
        return address;
    }
}
