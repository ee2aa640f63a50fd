package dev.tiercel.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A TCP proxy in front of a server, which breaks the network between the two. Faults last until {@link #heal()}, add up,
 * and concern all connections, those that are open and those to come; each is in force when its method returns.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start();
 *         FaultProxy proxy = FaultProxy.of(redis)) {
 *     connect(proxy.host(), proxy.port());
 *     proxy.latency(Duration.ofMillis(20));
 *     // ... what does the application do now? ...
 *     proxy.heal();
 * }
 * }</pre>
 *
 * <p>Bytes are never lost inside a connection that lives on: what a fault holds back is delivered in order by
 * {@code heal()}, or its connection ends. Up to 1 MB is held for each connection and direction; then the sender is no
 * longer read. It cannot lose packets, which needs the rights of an administrator.
 *
 * <p>Thread-safe. One daemon thread serves all connections, at most {@value ProxyLoop#MAX_CONNECTIONS} at a time; more
 * are reset.
 */
public final class FaultProxy implements AutoCloseable {

    /** One of the two ways through a connection. */
    public enum Direction {
        /** From the client to the server. */
        REQUESTS,
        /** From the server to the client. */
        REPLIES
    }

    private final int port;
    private final ProxyLoop loop;

    private FaultProxy(InetSocketAddress target) {
        loop = ProxyLoop.start(target);
        port = loop.port();
    }

    /** A proxy on a free port of this machine, in front of that server. */
    public static FaultProxy of(RedisServer server) {
        return to(server.host(), server.port());
    }

    /** A proxy on a free port of this machine. The server need not be there yet. */
    public static FaultProxy to(String host, int port) {
        return new FaultProxy(address(host, port));
    }

    /** The host that clients connect to. */
    public String host() {
        return RedisLauncher.HOST;
    }

    /** The port that clients connect to; it stays the same. */
    public int port() {
        return port;
    }

    /** How many connections of clients are open now. */
    public int connections() {
        return loop.ask(loop::connections);
    }

    /** How many connections of clients there have been. */
    public long accepted() {
        return loop.ask(loop::accepted);
    }

    /** Delays what is sent from now on, in each direction. */
    public void latency(Duration eachWay) {
        latency(eachWay, Duration.ZERO);
    }

    /** Delays what is sent from now on, in each direction, by up to {@code jitter} more at random; order is kept. */
    public void latency(Duration eachWay, Duration jitter) {
        latency(Direction.REQUESTS, eachWay, jitter);
        latency(Direction.REPLIES, eachWay, jitter);
    }

    /** Delays what is sent from now on in one direction, by up to {@code jitter} more at random; order is kept. */
    public void latency(Direction direction, Duration delay, Duration jitter) {
        long delayNanos = notNegative("delay", delay);
        long jitterNanos = notNegative("jitter", jitter);
        loop.run(() -> loop.fault(direction).latency(delayNanos, jitterNanos));
    }

    /** Lets no more than that many bytes a second through, for each connection and direction. */
    public void bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond is [" + bytesPerSecond + "], expected 1 or more");
        }
        loop.run(() -> {
            loop.fault(Direction.REQUESTS).bandwidth(bytesPerSecond);
            loop.fault(Direction.REPLIES).bandwidth(bytesPerSecond);
        });
    }

    /** Holds everything, as a server does that hangs: connections stay, can even be made, and get no answer. */
    public void hang() {
        loop.run(() -> {
            loop.fault(Direction.REQUESTS).hold();
            loop.fault(Direction.REPLIES).hold();
        });
    }

    /** Holds one direction and lets the other through, as a broken route does. */
    public void halfOpen(Direction silent) {
        loop.run(() -> loop.fault(silent).hold());
    }

    /** Drops each connection once that many bytes of replies, counted from now on, have passed in it. */
    public void cutReplies(long afterBytes) {
        if (afterBytes < 0) {
            throw new IllegalArgumentException("afterBytes is [" + afterBytes + "], expected 0 or more");
        }
        loop.run(() -> loop.cutReplies(afterBytes));
    }

    /** Refuses new connections, as a machine does where nobody listens. Open ones go on. */
    public void refuse() {
        loop.run(loop::refuse);
    }

    /** Resets all open connections (RST), as a machine does that was restarted. New ones are served. */
    public void reset() {
        loop.run(loop::resetAll);
    }

    /** Ends all open connections in order (FIN), as a server does that stops. New ones are served. */
    public void drop() {
        loop.run(loop::dropAll);
    }

    /**
     * Leads new connections to another server, as a changed name or a failover does. Open ones stay where they are. It is
     * a move and no fault: {@link #heal()} does not take it back.
     */
    public void retarget(String host, int newPort) {
        InetSocketAddress target = address(host, newPort);
        loop.run(() -> loop.retarget(target));
    }

    /**
     * Ends all faults: what they held back is delivered, in order and at once, and new connections are served on the same
     * port again.
     *
     * @throws IllegalStateException when another process has taken the port while connections were refused
     */
    public void heal() {
        loop.run(loop::heal);
    }

    /** Resets all connections and stops listening. Closing again does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    @Override
    public String toString() {
        return "fault proxy " + host() + ":" + port();
    }

    private static long notNegative(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " is [" + time + "], expected zero or more");
        }
        return time.toNanos();
    }

    private static InetSocketAddress address(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "host [" + host + "] is unknown: name one that this machine can resolve");
        }
        return address;
    }
}
