package dev.tiercel.benchmarks.invalidation;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Simulated instances: to Redis each is what an instance with the agent is to it while its application is idle. A connection that
 * has subscribed to the agent's channel, and one on which a message of 28 bytes goes out every second.
 */
final class Crowd implements AutoCloseable {
    private static final String CHANNEL = "tiercel:backplane";
    private static final int SECOND_MILLIS = 1_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Socket> sockets = new ArrayList<>();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();

    Crowd(RedisServer redis, int instances) throws IOException {
        for (int i = 0; i < instances; i++) {
            Socket listener = connect(redis);
            listener.getOutputStream().write(command("SUBSCRIBE", CHANNEL.getBytes(StandardCharsets.US_ASCII)));
            Thread thread = new Thread(() -> drain(listener), "crowd-" + i);
            thread.setDaemon(true);
            thread.start();
            Socket sender = connect(redis);
            Lane lane = new Lane(sender);
            int offset = ThreadLocalRandom.current().nextInt(SECOND_MILLIS);
            var unused = beats.scheduleAtFixedRate(lane::beat, offset, SECOND_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Socket connect(RedisServer redis) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(redis.host()), redis.port());
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    /** Reads what comes, and has no interest in it. */
    private static void drain(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                // On.
            }
        } catch (IOException closed) {
            // The crowd goes home.
        }
    }

    /** Numbers its messages, as the agent does. */
    private static final class Lane {
        private final Socket socket;
        private final long origin = ThreadLocalRandom.current().nextLong();
        private long sequence;

        private Lane(Socket socket) {
            this.socket = socket;
        }

        private void beat() {
            try {
                sequence++;
                byte[] message = ByteBuffer.allocate(28)
                        .put(new byte[] {'T', 'B', 1, 0})
                        .putLong(origin)
                        .putLong(origin)
                        .putLong(sequence)
                        .array();
                socket.getOutputStream()
                        .write(command("PUBLISH", CHANNEL.getBytes(StandardCharsets.US_ASCII), message));
                socket.getInputStream().skip(socket.getInputStream().available()); // the replies
            } catch (IOException closed) {
                // The crowd goes home.
            }
        }
    }

    private static byte[] command(String name, byte[]... arguments) {
        ByteBuffer bytes = ByteBuffer.allocate(256);
        bytes.put(("*" + (arguments.length + 1) + "\r\n$" + name.length() + "\r\n" + name + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (byte[] each : arguments) {
            bytes.put(("$" + each.length + "\r\n").getBytes(StandardCharsets.US_ASCII))
                    .put(each)
                    .put(new byte[] {'\r', '\n'});
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    @Override
    public void close() throws IOException {
        beats.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
