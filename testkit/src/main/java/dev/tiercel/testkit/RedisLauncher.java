package dev.tiercel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

    static RedisProcess launch(RedisServer.Options options) {
        return launch(options, START);
    }

    /** Another process may take a port between its choice and its use, or only look whether it is free. So: again. */
    static RedisProcess launch(RedisServer.Options options, Duration patience) {
        Path binary = RedisBinary.get();
        for (int attempt = 1; ; attempt++) {
            int port = options.port() == 0 ? Ports.free() : options.port();
            RedisProcess process = RedisProcess.start(binary, port, configuration(options, port));
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

    private static Start awaitAnswer(RedisProcess process, RedisServer.Options options, Duration patience) {
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
    private static boolean answers(RedisProcess process, RedisServer.Options options) {
        try (RespConnection connection = RespConnection.openTo(HOST, process.port(), options, Duration.ofSeconds(1))) {
            return "PONG".equals(connection.call("PING"))
                    && String.valueOf(connection.call("INFO", "server")).contains("process_id:" + process.pid() + "\r");
        } catch (IOException | RedisServerException e) {
            return false;
        }
    }

    private static String configuration(RedisServer.Options options, int port) {
        List<String> lines = new ArrayList<>();
        lines.add(dockerConfiguration());
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
        return String.join("\n", lines) + "\n";
    }

    private static String dockerConfiguration() {
        try (InputStream in = RedisLauncher.class.getResourceAsStream("redis.conf")) {
            if (in == null) {
                throw new RedisServerException("redis.conf is missing in the test kit's jar: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RedisServerException("cannot read the test kit's redis.conf", e);
        }
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private enum Start {
        ANSWERS,
        ENDED,
        SILENT
    }
}
