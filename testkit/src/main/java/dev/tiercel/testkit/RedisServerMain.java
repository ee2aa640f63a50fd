package dev.tiercel.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Redis for scripts: {@code RedisServerMain [--topology standalone|replicated|cluster|proxied] [--nodes N]
 * [--password P] [--port N]}. Prints a line that says "ready" when all of it can be used,
 *
 * <pre>
 * redis-server ready port=20123 pid=4567 uri=redis://127.0.0.1:20123
 * </pre>
 *
 * for a standalone server, and for a topology a line for each of its processes before,
 *
 * <pre>
 * redis-node role=node port=20124 pid=4568
 * redis-node role=node port=20125 pid=4569
 * redis-node role=proxy port=20126 pid=4570
 * redis-topology ready kind=proxied uri=redis://127.0.0.1:20126 stats=http://127.0.0.1:20128/
 * </pre>
 *
 * and runs until its standard input ends or it is told to (SIGTERM, Ctrl-C). The servers always end with it.
 * {@code --port} is for a standalone server, {@code --nodes} for those behind a proxy.
 */
public final class RedisServerMain {
    private static final String USAGE = "usage: RedisServerMain [--topology standalone|replicated|cluster|proxied]"
            + " [--nodes N (proxied)] [--password P] [--port N (standalone)]";

    private static final int NOT_GIVEN = -1;

    private RedisServerMain() {}

    public static void main(String[] args) throws IOException {
        try {
            Arguments arguments = parse(args);
            if (arguments.kind() == RedisTopology.Kind.STANDALONE) {
                RedisServer redis = RedisServer.start(arguments.server());
                run(redis, "redis-server ready port=" + redis.port() + " pid=" + redis.pid() + " uri=" + redis.uri());
            } else {
                RedisTopology redis = RedisTopology.start(arguments.kind(), arguments.topology());
                String stats = redis instanceof ProxiedRedis proxied
                        ? " stats=" + proxied.proxy().statsUri()
                        : "";
                String ready = "redis-topology ready kind=" + name(arguments.kind()) + " uri=" + redis.uri() + stats;
                run(redis, processes(redis) + ready);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; " + USAGE);
            System.exit(2);
        } catch (RedisServerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** A line for each process, with the role that it has at the start. */
    private static String processes(RedisTopology redis) {
        StringBuilder lines = new StringBuilder();
        if (redis instanceof ReplicatedRedis replicated) {
            RedisServer master = replicated.master();
            replicated.nodes().forEach(node -> line(lines, node == master ? "master" : "replica", node));
            replicated.sentinels().forEach(sentinel -> line(lines, "sentinel", sentinel));
        } else if (redis instanceof ClusteredRedis clustered) {
            List<RedisServer> primaries = clustered.primaries();
            clustered.nodes().forEach(node -> line(lines, primaries.contains(node) ? "primary" : "replica", node));
        } else if (redis instanceof ProxiedRedis proxied) {
            proxied.nodes().forEach(node -> line(lines, "node", node));
            line(lines, "proxy", proxied.proxy().port(), proxied.proxy().pid());
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, String role, RedisServer server) {
        line(lines, role, server.port(), server.pid());
    }

    private static void line(StringBuilder lines, String role, int port, long pid) {
        lines.append("redis-node role=%s port=%d pid=%d%n".formatted(role, port, pid));
    }

    private static void run(AutoCloseable redis, String ready) throws IOException {
        Thread close = new Thread(() -> close(redis), "redis-close");
        Runtime.getRuntime().addShutdownHook(close);
        System.out.println(ready);
        System.in.transferTo(OutputStream.nullOutputStream());
        close(redis);
    }

    private static void close(AutoCloseable redis) {
        try {
            redis.close();
        } catch (Exception e) {
            System.err.println(e.getMessage());
        }
    }

    static Arguments parse(String... args) {
        Arguments arguments = new Arguments(RedisTopology.Kind.STANDALONE, 0, NOT_GIVEN, null);
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " is unknown or lacks its value");
            }
            String value = args[i + 1];
            arguments = switch (args[i]) {
                case "--topology" -> new Arguments(kind(value), arguments.port, arguments.nodes, arguments.password);
                case "--port" ->
                    new Arguments(arguments.kind, number("--port", value), arguments.nodes, arguments.password);
                case "--nodes" ->
                    new Arguments(arguments.kind, arguments.port, number("--nodes", value), arguments.password);
                case "--password" -> new Arguments(arguments.kind, arguments.port, arguments.nodes, value);
                default -> throw new IllegalArgumentException(args[i] + " is unknown");
            };
        }
        arguments.check();
        return arguments;
    }

    private static RedisTopology.Kind kind(String text) {
        for (RedisTopology.Kind kind : RedisTopology.Kind.values()) {
            if (name(kind).equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "--topology is [" + text + "], expected standalone, replicated, cluster or proxied");
    }

    private static String name(RedisTopology.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is [" + text + "], expected a number", e);
        }
    }

    /**
     * @param port 0: a free one
     * @param nodes NOT_GIVEN: the usual number
     */
    record Arguments(
            RedisTopology.Kind kind,
            int port,
            int nodes,
            @Nullable String password) {
        void check() {
            if (port != 0 && kind != RedisTopology.Kind.STANDALONE) {
                throw new IllegalArgumentException("--port is for a standalone server only");
            }
            if (nodes != NOT_GIVEN && kind != RedisTopology.Kind.PROXIED) {
                throw new IllegalArgumentException("--nodes is for --topology proxied only");
            }
            // Each refuses what it cannot have.
            server();
            topology();
        }

        RedisServer.Options server() {
            RedisServer.Options options = RedisServer.Options.DEFAULT.withPort(port);
            return password == null ? options : options.withPassword(password);
        }

        RedisTopology.Options topology() {
            RedisTopology.Options options = RedisTopology.Options.DEFAULT;
            options = nodes == NOT_GIVEN ? options : options.withNodes(nodes);
            return password == null ? options : options.withPassword(password);
        }
    }
}
