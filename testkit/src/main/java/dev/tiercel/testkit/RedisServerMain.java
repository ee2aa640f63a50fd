package dev.tiercel.testkit;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A redis-server for scripts: {@code RedisServerMain [--port N] [--password P]}. Prints one line when the server answers,
 *
 * <pre>redis-server ready port=20123 pid=4567 uri=redis://127.0.0.1:20123</pre>
 *
 * and runs until its standard input ends or it is told to (SIGTERM, Ctrl-C). The server always ends with it.
 */
public final class RedisServerMain {
    private static final String USAGE = "usage: RedisServerMain [--port N] [--password P]";

    private RedisServerMain() {}

    public static void main(String[] args) throws IOException {
        try (RedisServer redis = RedisServer.start(parse(args))) {
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "redis-server-close"));
            System.out.println(
                    "redis-server ready port=" + redis.port() + " pid=" + redis.pid() + " uri=" + redis.uri());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; " + USAGE);
            System.exit(2);
        } catch (RedisServerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static RedisServer.Options parse(String... args) {
        RedisServer.Options options = RedisServer.Options.DEFAULT;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " is unknown or lacks its value");
            }
            options = switch (args[i]) {
                case "--port" -> options.withPort(port(args[i + 1]));
                case "--password" -> options.withPassword(args[i + 1]);
                default -> throw new IllegalArgumentException(args[i] + " is unknown");
            };
        }
        return options;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port is [" + text + "], expected a number", e);
        }
    }
}
