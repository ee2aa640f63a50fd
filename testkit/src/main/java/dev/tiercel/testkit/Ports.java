package dev.tiercel.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody listens on. They lie below the ranges from which Linux and macOS take the ports of outgoing
 * connections, so that a server can stop and return to its port without finding a client there. A port is not held:
 * who gets one must be ready for "Address already in use", because another process may choose at the same time.
 */
final class Ports {
    static final int FIRST = 20_000;
    static final int LAST = 31_999;

    private static final int COUNT = LAST - FIRST + 1;

    /** Each process begins elsewhere and goes on from there, so that a port is not given twice in a row. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    static int free() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new RedisServerException("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
