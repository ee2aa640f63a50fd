package dev.tiercel.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one server, held until they are given back. They lie below the ranges from which Linux and macOS take the
 * ports of outgoing connections, so that a server can stop and return to its port without finding a client there.
 *
 * <p>What holds a port, also while its server is down, is a lock on one byte of a file that all test kits of this user
 * share; the system gives it back when the JVM ends, in whatever way. Other programs do not know it: who takes a port
 * must be ready for "Address already in use".
 */
final class Ports implements AutoCloseable {
    static final int FIRST = 20_000;
    static final int LAST = 31_999;

    private static final int COUNT = LAST - FIRST + 1;

    /** Each process begins elsewhere and goes on from there, so that a port is not given twice in a row. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private static final @Nullable FileChannel LOCKS = open();

    private final List<FileLock> held = new ArrayList<>();

    /** A port that nobody listens on, held by this JVM for the rest of its life. */
    static int free() {
        return new Ports().take();
    }

    /** A port that nobody listens on, held until {@link #close()}. */
    synchronized int take() {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (hold(port)) {
                return port;
            }
        }
        throw new RedisServerException("no free port between " + FIRST + " and " + LAST);
    }

    boolean hold(int port) {
        if (LOCKS == null) {
            return isFree(port);
        }
        try {
            FileLock lock = LOCKS.tryLock(port, 1, false);
            if (lock == null) {
                return false;
            }
            if (!isFree(port)) {
                lock.release();
                return false;
            }
            held.add(lock);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new RedisServerException("cannot hold port " + port + ": " + e, e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Without a place for the file ports are not held: then only a port in use is passed over. */
    private static @Nullable FileChannel open() {
        try {
            Path folder = Files.createDirectories(RedisBinary.cacheFolder(System.getenv()));
            return FileChannel.open(
                    folder.resolve("ports"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public synchronized void close() {
        try {
            for (FileLock lock : held) {
                lock.release();
            }
        } catch (IOException e) {
            throw new RedisServerException("cannot give a port back: " + e, e);
        } finally {
            held.clear();
        }
    }
}
