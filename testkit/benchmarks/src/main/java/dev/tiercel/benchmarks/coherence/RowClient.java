package dev.tiercel.benchmarks.coherence;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Asks a {@link RowServer}, on as many connections as threads ask at once. Thread-safe. */
final class RowClient implements AutoCloseable {
    /** Longer than any process here is stopped for. */
    private static final int PATIENCE_MILLIS = 15_000;

    private final int port;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    RowClient(int port) {
        this.port = port;
    }

    private static final class Connection {
        private final Socket socket = new Socket();
        private final DataInputStream in;
        private final DataOutputStream out;

        private Connection(int port) throws IOException {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        private long ask(char operation, String key, long version) throws IOException {
            out.writeChar(operation);
            out.writeUTF(key);
            out.writeLong(version);
            out.flush();
            return in.readLong();
        }
    }

    long ask(char operation, String key, long version) throws IOException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = new Connection(port);
        }
        long answer;
        try {
            answer = connection.ask(operation, key, version);
        } catch (IOException e) {
            connection.socket.close();
            throw e;
        }
        idle.push(connection);
        if (answer == RowServer.FAILED) {
            throw new IOException("the other side could not: its log shows why");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.socket.close();
        }
    }
}
