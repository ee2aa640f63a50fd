package dev.tiercel.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Redis for scripts: {@code RedisServerMain [--topology standalone|replicated|cluster|proxied] [--nodes N]
 * [--password P] [--port N] [--control N]}. Prints a line that says "ready" when all of it can be used,
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
 * {@code --port} is for a standalone server, {@code --nodes} for those behind a proxy. With {@code --control} other programs
 * of this machine can break what runs ({@link ControlDoor}), and the line ends with how:
 * {@code control=http://127.0.0.1:20130 token=...}.
 */
public final class RedisServerMain {
    private RedisServerMain() {}

    public static void main(String[] args) throws IOException {
        try {
            ServerArguments arguments = ServerArguments.parse(args);
            RedisTopology redis = start(arguments);
            try {
                ControlDoor door = arguments.control() == ServerArguments.NOT_GIVEN
                        ? null
                        : ControlDoor.open(redis, arguments.control());
                run(redis, door);
            } catch (RedisServerException e) {
                redis.close();
                throw e;
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; " + ServerArguments.USAGE);
            System.exit(2);
        } catch (RedisServerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static RedisTopology start(ServerArguments arguments) {
        return arguments.kind() == RedisTopology.Kind.STANDALONE
                ? StandaloneRedis.start(arguments.server())
                : RedisTopology.start(arguments.kind(), arguments.topology());
    }

    private static String ready(RedisTopology redis, @Nullable ControlDoor door) {
        String control = door == null ? "" : " control=" + door.uri() + " token=" + door.token();
        if (redis instanceof StandaloneRedis standalone) {
            RedisServer server = standalone.server();
            return "redis-server ready port=" + server.port() + " pid=" + server.pid() + " uri=" + server.uri()
                    + control;
        }
        String stats = redis instanceof ProxiedRedis proxied
                ? " stats=" + proxied.proxy().statsUri()
                : "";
        return processes(redis) + "redis-topology ready kind=" + name(redis.kind()) + " uri=" + redis.uri() + stats
                + control;
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

    private static void run(RedisTopology redis, @Nullable ControlDoor door) throws IOException {
        Thread close = new Thread(() -> close(redis, door), "redis-close");
        Runtime.getRuntime().addShutdownHook(close);
        System.out.println(ready(redis, door));
        System.in.transferTo(OutputStream.nullOutputStream());
        close(redis, door);
    }

    private static void close(RedisTopology redis, @Nullable ControlDoor door) {
        try {
            if (door != null) {
                door.close();
            }
            redis.close();
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
        }
    }

    static String name(RedisTopology.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
