package dev.tiercel.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts a redis-server and waits until that very server answers. */
final class RedisLauncher {
    static final String HOST = "127.0.0.1";

    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(5);
    private static final int ATTEMPTS = 20;

    /** As glibc and macOS say it, and as musl does, with which the test kit's own Linux binary is linked. */
    private static final Pattern PORT_TAKEN = Pattern.compile("bind: Address (already )?in use");

    /** The binary was unpacked a moment ago, and a process forked just then still holds it open for writing. */
    private static final Pattern BINARY_BUSY = Pattern.compile("Text file busy");

    private RedisLauncher() {}

    static LocalProcess launch(RedisServer.Options options, Role role, Path folder, Ports ports) {
        return launch(options, role, folder, ports, START);
    }

    /** Another process may take a port between its choice and its use, or only look whether it is free. So: again. */
    static LocalProcess launch(RedisServer.Options options, Role role, Path folder, Ports ports, Duration patience) {
        return attempts(
                options,
                patience,
                () -> {
                    ports.close();
                    int port = options.port() == 0 ? ports.take() : options.port();
                    configure(options, role, folder, ports, port);
                    return port;
                },
                role,
                folder);
    }

    /** Again on its port, from its file, in which Redis may have written meanwhile. */
    static LocalProcess relaunch(RedisServer.Options options, Role role, Path folder, int port) {
        if (role == Role.SENTINEL) {
            quotePasswordAgain(options, folder);
        }
        return attempts(options.withPort(port), START, () -> port, role, folder);
    }

    /** Sentinel writes the password into its file without the quotes that it needs to read it. */
    private static void quotePasswordAgain(RedisServer.Options options, Path folder) {
        try {
            Stream<String> read =
                    Files.readAllLines(file(folder)).stream().filter(line -> !line.startsWith("sentinel auth-pass "));
            Stream<String> own = options.config().stream().filter(line -> line.startsWith("sentinel auth-pass "));
            Files.write(file(folder), Stream.concat(read, own).toList());
        } catch (IOException e) {
            throw new RedisServerException("cannot change [" + file(folder) + "]: " + e, e);
        }
    }

    private static LocalProcess attempts(
            RedisServer.Options options, Duration patience, IntSupplier nextPort, Role role, Path folder) {
        Path binary = RedisBinary.get();
        List<String> command =
                new ArrayList<>(List.of(binary.toString(), file(folder).toString()));
        command.addAll(role.arguments());
        for (int attempt = 1; ; attempt++) {
            int port = nextPort.getAsInt();
            LocalProcess process = LocalProcess.start(folder, port, Map.of(), command);
            Start start = Start.SILENT;
            try {
                start = awaitAnswer(process, options, patience);
            } finally {
                if (start != Start.ANSWERS) {
                    process.kill();
                }
            }
            if (start == Start.ANSWERS) {
                return process;
            }
            String output = process.lastOutput().strip();
            boolean portTaken = PORT_TAKEN.matcher(output).find();
            if (attempt == ATTEMPTS && portTaken) {
                throw new RedisServerException("port " + port + " is in use: stop what listens there (lsof -i :" + port
                        + " shows it), or choose another port");
            }
            if (attempt == ATTEMPTS
                    || !(portTaken || BINARY_BUSY.matcher(output).find())) {
                throw new RedisServerException("[" + binary + "] "
                        + (start == Start.ENDED ? "ended at its start" : "gives no answer on port " + port)
                        + ". Its output:\n" + (output.isEmpty() ? "(none)" : output));
            }
        }
    }

    private static Start awaitAnswer(LocalProcess process, RedisServer.Options options, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (answers(process, options)) {
                return Start.ANSWERS;
            }
            if (process.ended(PROBE_PAUSE)) {
                return Start.ENDED;
            }
        }
        return Start.SILENT;
    }

    /** Asks for the process id too: on a port that is taken, somebody else's Redis would answer. */
    private static boolean answers(LocalProcess process, RedisServer.Options options) {
        try (RespConnection connection =
                RespConnection.open(HOST, process.port(), options.password(), Duration.ofSeconds(1), options.tls())) {
            return "PONG".equals(connection.call("PING"))
                    && String.valueOf(connection.call("INFO", "server")).contains("process_id:" + process.pid() + "\r");
        } catch (IOException | RedisServerException e) {
            return false;
        }
    }

    private static void configure(RedisServer.Options options, Role role, Path folder, Ports ports, int port) {
        List<String> lines = new ArrayList<>();
        lines.add(role.configuration(ports));
        if (options.tls() == null) {
            lines.add("port " + port);
        } else {
            lines.addAll(options.tls().configuration(port));
        }
        if (options.dataDirectory() != null) {
            lines.add("dir " + quoted(options.dataDirectory().toAbsolutePath().toString()));
        }
        if (options.password() != null) {
            lines.add("requirepass " + quoted(options.password()));
        }
        lines.addAll(options.config());
        try {
            Files.writeString(file(folder), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new RedisServerException("cannot write [" + file(folder) + "]: " + e, e);
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("redis.conf");
    }

    /** As a redis.conf and the inline form of a command take a word with any characters. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private enum Start {
        ANSWERS,
        ENDED,
        SILENT
    }
}
