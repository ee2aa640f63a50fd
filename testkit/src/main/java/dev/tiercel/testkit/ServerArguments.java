package dev.tiercel.testkit;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RedisServerMain} is told on its command line.
 *
 * @param port 0: a free one
 * @param nodes {@link #NOT_GIVEN}: the usual number
 * @param control where the control door is to be; 0: a free port; {@link #NOT_GIVEN}: no door
 */
record ServerArguments(
        RedisTopology.Kind kind,
        int port,
        int nodes,
        int control,
        @Nullable String password) {
    static final String USAGE = "usage: RedisServerMain [--topology standalone|replicated|cluster|proxied]"
            + " [--nodes N (proxied)] [--password P] [--port N (standalone)] [--control N]";

    static final int NOT_GIVEN = -1;

    private static final ServerArguments NONE =
            new ServerArguments(RedisTopology.Kind.STANDALONE, 0, NOT_GIVEN, NOT_GIVEN, null);

    /** @throws IllegalArgumentException that names what is wrong */
    static ServerArguments parse(String... args) {
        ServerArguments arguments = NONE;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " is unknown or lacks its value");
            }
            arguments = option(args[i], args[i + 1]).apply(arguments);
        }
        arguments.check();
        return arguments;
    }

    private static UnaryOperator<ServerArguments> option(String name, String value) {
        return switch (name) {
            case "--topology" -> {
                RedisTopology.Kind kind = kind(value);
                yield all -> new ServerArguments(kind, all.port, all.nodes, all.control, all.password);
            }
            case "--port" -> {
                int port = number(name, value);
                yield all -> new ServerArguments(all.kind, port, all.nodes, all.control, all.password);
            }
            case "--nodes" -> {
                int nodes = number(name, value);
                yield all -> new ServerArguments(all.kind, all.port, nodes, all.control, all.password);
            }
            case "--control" -> {
                int control = number(name, value);
                yield all -> new ServerArguments(all.kind, all.port, all.nodes, control, all.password);
            }
            case "--password" -> all -> new ServerArguments(all.kind, all.port, all.nodes, all.control, value);
            default -> throw new IllegalArgumentException(name + " is unknown");
        };
    }

    private static RedisTopology.Kind kind(String text) {
        for (RedisTopology.Kind kind : RedisTopology.Kind.values()) {
            if (RedisServerMain.name(kind).equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "--topology is [" + text + "], expected standalone, replicated, cluster or proxied");
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is [" + text + "], expected a number", e);
        }
    }

    private void check() {
        if (port != 0 && kind != RedisTopology.Kind.STANDALONE) {
            throw new IllegalArgumentException("--port is for a standalone server only");
        }
        if (nodes != NOT_GIVEN && kind != RedisTopology.Kind.PROXIED) {
            throw new IllegalArgumentException("--nodes is for --topology proxied only");
        }
        if (control < NOT_GIVEN || control > 65_535) {
            throw new IllegalArgumentException(
                    "--control is [" + control + "], expected 1 to 65535, or 0 for a free port");
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
