package dev.tiercel.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection and the one to the server that goes with it. Belongs to the thread of the {@link ProxyLoop}. */
final class ProxyConnection {
    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final ProxyStream requests;
    private final ProxyStream replies;
    private boolean open = true;

    private ProxyConnection(
            SocketChannel client, SocketChannel server, Selector selector, ProxyFault requests, ProxyFault replies)
            throws IOException {
        this.client = client;
        this.server = server;
        this.requests = new ProxyStream(requests, client, server);
        this.replies = new ProxyStream(replies, server, client);
        this.clientKey = client.register(selector, 0);
        this.serverKey = server.register(selector, SelectionKey.OP_CONNECT);
    }

    /** Begins to connect to the target. The client's channel is closed when that cannot even begin. */
    static ProxyConnection begin(
            SocketChannel client, InetSocketAddress target, Selector selector, ProxyFault requests, ProxyFault replies)
            throws IOException {
        SocketChannel server = SocketChannel.open();
        try {
            for (SocketChannel channel : new SocketChannel[] {client, server}) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            ProxyConnection connection = new ProxyConnection(client, server, selector, requests, replies);
            server.connect(target);
            return connection;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    boolean isOpen() {
        return open;
    }

    ProxyStream replies() {
        return replies;
    }

    void heal() {
        requests.heal();
        replies.heal();
    }

    /** Does all that can be done now. What breaks on one side is passed on as a reset. */
    void advance() {
        try {
            if (open && connected()) {
                requests.read();
                replies.read();
                if (!requests.write() || !replies.write()) {
                    drop();
                } else if (requests.isOver() && replies.isOver()) {
                    close();
                } else {
                    watch();
                }
            }
        } catch (IOException e) {
            reset();
        }
    }

    private boolean connected() throws IOException {
        return server.isConnected() || server.finishConnect();
    }

    private void watch() {
        clientKey.interestOps(interest(requests, replies));
        serverKey.interestOps(interest(replies, requests));
    }

    private static int interest(ProxyStream read, ProxyStream written) {
        return (read.wantsRead() ? SelectionKey.OP_READ : 0) | (written.isBlocked() ? SelectionKey.OP_WRITE : 0);
    }

    /** In how many nanoseconds there is something to do, if nothing else happens. */
    long nextNanos() {
        return Math.min(requests.nextNanos(), replies.nextNanos());
    }

    /** Ends both sides by RST. */
    void reset() {
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException gone) {
                // Closing is all that is left to do.
            }
        }
        close();
    }

    /** Ends both sides by FIN. Bytes left unread would make it an RST, so they are read. */
    void drop() {
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            try {
                ByteBuffer waste = ByteBuffer.allocate(64 * 1024);
                while (channel.read(waste.clear()) > 0) {
                    // On.
                }
                channel.shutdownOutput();
            } catch (IOException | RuntimeException gone) {
                // Closing is all that is left to do.
            }
        }
        close();
    }

    private void close() {
        open = false;
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            try {
                channel.close();
            } catch (IOException gone) {
                // It is closed all the same.
            }
        }
    }
}
