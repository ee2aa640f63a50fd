package dev.tiercel.benchmarks.coherence;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers questions about rows over loopback, with a thread for each connection: for the database and for the application.
 * A question is an operation, a key and a version; an answer is a version, or {@link #FAILED}. Thread-safe.
 */
final class RowServer implements AutoCloseable {
    /** The answer when the handler threw. */
    static final long FAILED = -1;

    private final ServerSocket server;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RowServer(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    interface Handler {
        long handle(char operation, String key, long version) throws Exception;
    }

    static RowServer start(Handler handler) throws IOException {
        RowServer rows = new RowServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), handler);
        daemon("rows-accept", rows::accept);
        return rows;
    }

    int port() {
        return server.getLocalPort();
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                daemon("rows-" + socket.getPort(), () -> serve(socket));
            }
        } catch (IOException closed) {
            // Nobody can connect any more.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
            socket.setTcpNoDelay(true);
            while (true) {
                out.writeLong(answer(in.readChar(), in.readUTF(), in.readLong()));
                out.flush();
            }
        } catch (IOException end) {
            // The client has gone.
        } finally {
            open.remove(socket);
        }
    }

    private long answer(char operation, String key, long version) {
        try {
            return handler.handle(operation, key, version);
        } catch (Exception e) {
            System.err.println("rows: " + operation + " failed: " + e);
            return FAILED;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
