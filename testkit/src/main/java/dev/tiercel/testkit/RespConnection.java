package dev.tiercel.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks RESP2, for the test kit's own commands. It is written by hand so that the kit brings no
 * Redis client into the class path of those who use it. Not thread-safe.
 */
final class RespConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    static RespConnection open(String host, int port, @Nullable String password, Duration timeout) throws IOException {
        return open(host, port, password, timeout, null);
    }

    /** A connection to a server that speaks TLS that way; null: it does not. */
    static RespConnection open(String host, int port, @Nullable String password, Duration timeout, @Nullable Tls tls)
            throws IOException {
        Socket socket = new Socket();
        try {
            int millis = (int) Math.max(1, timeout.toMillis());
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            RespConnection connection = new RespConnection(
                    tls == null ? socket : tls.ownContext().getSocketFactory().createSocket(socket, host, port, true));
            if (password != null) {
                connection.call("AUTH", password);
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Nullable
    Object call(String... words) throws IOException {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = utf8(words[i]);
        }
        return text(call(bytes));
    }

    /** The reply: null, a Long, bytes, or a list of these. An error reply is thrown. */
    @Nullable
    Object call(byte[]... words) throws IOException {
        out.write(utf8("*" + words.length + "\r\n"));
        for (byte[] word : words) {
            out.write(utf8("$" + word.length + "\r\n"));
            out.write(word);
            out.write(utf8("\r\n"));
        }
        out.flush();
        return reply();
    }

    private @Nullable Object reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> utf8(rest);
            case '-' -> throw new RedisServerException("Redis answered: " + rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IOException("not a RESP2 reply: [" + line + "]");
        };
    }

    private byte @Nullable [] bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.readNBytes(2).length < 2) {
            throw cut();
        }
        return bytes;
    }

    private @Nullable List<@Nullable Object> array(int size) throws IOException {
        if (size < 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(reply());
        }
        return items;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw cut();
            }
            line.append((char) c);
        }
        if (line.length() < 2) {
            throw new IOException("not a RESP2 reply: an empty line");
        }
        return line.substring(0, line.length() - 1);
    }

    private static EOFException cut() {
        return new EOFException("the server closed the connection before its reply was complete");
    }

    private static @Nullable Object text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> items) {
            List<@Nullable Object> texts = new ArrayList<>();
            for (Object item : items) {
                texts.add(text(item));
            }
            return texts;
        }
        return reply;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
