package dev.tiercel.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a {@link FaultProxy}. A selector rather than two threads for each connection: delays are then only
 * times to wake up at, and a fault is a task of this thread, so it is in force as soon as the task has run.
 */
final class ProxyLoop {
    static final int MAX_CONNECTIONS = 512;

    private static final int PATIENCE_SECONDS = 10;
    private static final int BIND_ATTEMPTS = 20;
    private static final int BACKLOG = 128;

    private final Selector selector;
    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final List<ProxyConnection> connections = new ArrayList<>();
    private final ProxyFault requests = new ProxyFault();
    private final ProxyFault replies = new ProxyFault();
    private final Ports ports = new Ports();
    private final int port;
    private final Thread thread;
    private InetSocketAddress target;
    private @Nullable ServerSocketChannel listener;
    private long cutAfter = ProxyFault.UNLIMITED;
    private long accepted;
    private volatile boolean closed;

    private ProxyLoop(InetSocketAddress target) throws IOException {
        this.target = target;
        this.selector = Selector.open();
        this.port = listenOnFreePort();
        this.thread = new Thread(this::loop, "fault-proxy-" + port);
        thread.setDaemon(true);
    }

    static ProxyLoop start(InetSocketAddress target) {
        try {
            ProxyLoop loop = new ProxyLoop(target);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Runs it in the thread of the proxy, and returns when it has run. */
    void run(Runnable task) {
        ask(() -> {
            task.run();
            return true;
        });
    }

    <T> T ask(Supplier<T> question) {
        FutureTask<T> task = new FutureTask<>(question::get);
        tasks.add(task);
        selector.wakeup();
        if (closed) {
            throw new IllegalStateException("this proxy was closed: start a new one");
        }
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the proxy", e);
        } catch (CancellationException e) {
            throw new IllegalStateException("this proxy was closed: start a new one", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the proxy's thread gives no answer in " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        }
    }

    void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try (selector) {
            while (!closed) {
                select();
                accept();
                advance();
                runTasks();
            }
            stopListening();
            resetAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closed = true;
            ports.close();
            tasks.forEach(task -> task.cancel(false));
        }
    }

    private void select() throws IOException {
        long nanos = ProxyStream.NEVER;
        for (ProxyConnection connection : connections) {
            nanos = Math.min(nanos, connection.nextNanos());
        }
        // Rounded up: 0 would be for ever, and too early would be in vain.
        long millis = nanos == ProxyStream.NEVER ? 0 : nanos / 1_000_000 + 1;
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    private void accept() throws IOException {
        SocketChannel client;
        while (listener != null && (client = listener.accept()) != null) {
            accepted++;
            try {
                if (connections.size() == MAX_CONNECTIONS) {
                    throw new IOException("too many connections");
                }
                ProxyConnection connection = ProxyConnection.begin(client, target, selector, requests, replies);
                connection.replies().cutAfter(cutAfter);
                connections.add(connection);
            } catch (IOException | RuntimeException e) {
                if (client.isOpen()) {
                    client.setOption(StandardSocketOptions.SO_LINGER, 0);
                    client.close();
                }
            }
        }
    }

    private void advance() {
        connections.forEach(ProxyConnection::advance);
        connections.removeIf(connection -> !connection.isOpen());
    }

    private void runTasks() throws IOException {
        for (FutureTask<?> task = tasks.peek(); task != null; task = tasks.peek()) {
            tasks.remove();
            task.run();
        }
    }

    ProxyFault fault(FaultProxy.Direction direction) {
        return direction == FaultProxy.Direction.REQUESTS ? requests : replies;
    }

    int connections() {
        return connections.size();
    }

    long accepted() {
        return accepted;
    }

    void retarget(InetSocketAddress address) {
        target = address;
    }

    void cutReplies(long afterBytes) {
        cutAfter = afterBytes;
        connections.forEach(connection -> connection.replies().cutAfter(afterBytes));
    }

    void resetAll() {
        connections.forEach(ProxyConnection::reset);
        forgetClosed();
    }

    void dropAll() {
        connections.forEach(ProxyConnection::drop);
        forgetClosed();
    }

    void refuse() {
        stopListening();
        forgetClosed();
    }

    void heal() {
        requests.heal();
        replies.heal();
        cutAfter = ProxyFault.UNLIMITED;
        connections.forEach(ProxyConnection::heal);
        advance();
        if (listener == null) {
            try {
                listener = listenOn(port);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "port " + port + " was taken while the proxy refused connections: " + e + "; make a new one",
                        e);
            }
        }
    }

    private void stopListening() {
        if (listener != null) {
            try {
                listener.close();
            } catch (IOException gone) {
                // It is closed all the same.
            }
            listener = null;
        }
    }

    /** A registered channel is closed for the network only when the selector has let go of it. */
    private void forgetClosed() {
        connections.removeIf(connection -> !connection.isOpen());
        try {
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int listenOnFreePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int free = ports.take();
            try {
                listener = listenOn(free);
                return free;
            } catch (IOException e) {
                if (attempt == BIND_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private ServerSocketChannel listenOn(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
