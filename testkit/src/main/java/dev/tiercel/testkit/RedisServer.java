package dev.tiercel.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real redis-server on this machine, run from {@code docker/redis.conf}, with the faults a test wants: it can be
 * killed, hung, and brought back on the same port. It ends with {@link #close()} and, whatever happens, with this JVM.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start()) {
 *     redis.command("SET", "greeting", "hello");
 *     redis.kill();
 *     // ... what does the application do now? ...
 *     redis.restart();
 * }
 * }</pre>
 *
 * Thread-safe; a fault takes effect before its method returns.
 */
public final class RedisServer implements AutoCloseable {
    private static final String HOST = RedisLauncher.HOST;
    private static final Duration COMMAND = Duration.ofSeconds(5);

    /** For a server that may be paused: so long may an answer take that only heal() asks for. */
    private static final Duration PROBE = Duration.ofMillis(500);

    private final Options options;
    private final Role role;
    private final Ports ports = new Ports();
    private final Path folder = Scratch.folder();

    /** The settings that were changed, with their first values. */
    private final Map<String, String> changed = new LinkedHashMap<>();

    private volatile LocalProcess process;
    private volatile @Nullable String password;
    private volatile boolean hung;
    private boolean paused;
    private boolean closed;

    private RedisServer(Options options, Role role) {
        this.options = options;
        this.role = role;
        this.password = options.password();
        try {
            this.process = RedisLauncher.launch(options, role, folder, ports);
        } catch (RuntimeException e) {
            discard();
            throw e;
        }
    }

    /** Starts a server without a password on a free port. Returns when it answers. */
    public static RedisServer start() {
        return start(Options.DEFAULT);
    }

    /**
     * Starts a server. Returns when it answers.
     *
     * @throws RedisServerException with the server's output when it does not start within ten seconds
     */
    public static RedisServer start(Options options) {
        return start(options, Role.NODE);
    }

    static RedisServer start(Options options, Role role) {
        return new RedisServer(options, role);
    }

    /** A port between 20000 and 31999 that nobody listens on. No test kit of this user takes it while this JVM lives. */
    public static int freePort() {
        return Ports.free();
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return process.port();
    }

    /** The password, or null when the server asks for none. */
    public @Nullable String password() {
        return options.password();
    }

    /** {@code redis://127.0.0.1:port}, with the password when there is one; {@code rediss://} when it speaks TLS. */
    public String uri() {
        return (options.tls() == null ? "redis://" : "rediss://") + userInfo(options.password()) + address();
    }

    /** The part of a URI before the host. */
    static String userInfo(@Nullable String password) {
        return password == null
                ? ""
                : ":" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@";
    }

    String address() {
        return HOST + ":" + port();
    }

    /** The process id of the server; a restart gives it a new one. */
    public long pid() {
        return process.pid();
    }

    /** The last 64 K characters that the server has written since its (re)start. */
    public String output() {
        return process.output();
    }

    /** Ends the server as a crash does (SIGKILL): clients see their connections break. */
    public synchronized void kill() {
        process.kill();
        hung = false;
    }

    /** Stops the server in order (SIGTERM), as an administrator does. */
    public synchronized void stop() {
        if (process.isAlive()) {
            process.resume();
        }
        process.terminate();
        hung = false;
    }

    /** Hangs the server (SIGSTOP): clients stay connected, can even connect, and get no answer. */
    public synchronized void hang() {
        alive().hang();
        hung = true;
    }

    /** Ends a hang (SIGCONT): what was sent meanwhile is answered now. */
    public synchronized void resume() {
        alive().resume();
        hung = false;
    }

    /**
     * Starts the server again on the same port, empty; kills it before when it still runs. In a data directory of the
     * user, the files with Redis's usual names are deleted.
     */
    public synchronized void restart() {
        mustBeOpen();
        kill();
        Path data = options.dataDirectory() == null ? folder : options.dataDirectory();
        List.of("dump.rdb", "appendonly.aof", "appendonlydir").forEach(name -> Scratch.delete(data.resolve(name)));
        relaunch();
    }

    /**
     * Starts the server again on the same port, with its data: with what it holds when it still runs (it saves, and is
     * killed), else with what it has written; for that, start it with {@code appendonly yes}.
     */
    public synchronized void restartWithData() {
        mustBeOpen();
        if (isResponsive() && !paused && role != Role.SENTINEL) {
            command("SAVE");
        }
        kill();
        relaunch();
    }

    /** Cuts the connections that have subscriptions. Clients can connect again at once. */
    public void cutSubscriptions() {
        command("CLIENT", "KILL", "TYPE", "pubsub");
    }

    /** Cuts the connections without subscriptions, replicas' apart. Clients can connect again at once. */
    public void cutConnections() {
        command("CLIENT", "KILL", "TYPE", "normal");
    }

    /** Answers nobody for that time; then all that was sent meanwhile is answered. */
    public synchronized void pauseClients(Duration time) {
        command("CLIENT", "PAUSE", String.valueOf(time.toMillis()), "ALL");
        paused = true;
    }

    /** Holds back writes for that time; reads are answered. */
    public synchronized void pauseWrites(Duration time) {
        command("CLIENT", "PAUSE", String.valueOf(time.toMillis()), "WRITE");
        paused = true;
    }

    /** Full memory and nothing may be evicted: writes are answered by an OOM error. */
    public void fillMemory() {
        configure("maxmemory-policy", "noeviction");
        configure("maxmemory", "1");
    }

    /** Asks new connections for another password than clients know. {@link #command} goes on working. */
    public void changePassword(String newPassword) {
        configure("requirepass", newPassword);
    }

    /** Changes a setting as CONFIG SET does, until {@link #heal()} or a restart. */
    public synchronized void configure(String name, String value) {
        changed.putIfAbsent(name, setting(name));
        command("CONFIG", "SET", name, value);
        if (name.equalsIgnoreCase("requirepass")) {
            password = value.isEmpty() ? null : value;
        }
    }

    /** The value of a setting, as CONFIG GET tells it. */
    String setting(String name) {
        List<?> pair = (List<?>) Objects.requireNonNull(command("CONFIG", "GET", name));
        if (pair.size() != 2) {
            throw new RedisServerException("[" + name + "] is no setting of " + this);
        }
        return String.valueOf(pair.get(1));
    }

    /** Undoes every fault: the server runs, answers, and has its first settings. Data stays where the fault left it. */
    public synchronized void heal() {
        mustBeOpen();
        if (!process.isAlive()) {
            restartWithData();
        } else if (hung) {
            resume();
        }
        if (paused) {
            endPause();
        }
        List<Map.Entry<String, String>> settings = new ArrayList<>(changed.entrySet());
        Collections.reverse(settings);
        settings.forEach(setting -> configure(setting.getKey(), setting.getValue()));
        changed.clear();
    }

    private void endPause() {
        try (RespConnection connection = RespConnection.open(HOST, port(), password, PROBE, options.tls())) {
            connection.call("CLIENT", "UNPAUSE");
            paused = false;
        } catch (IOException e) {
            // A pause of all commands holds back UNPAUSE too.
            kill();
            relaunch();
        }
    }

    private void relaunch() {
        process = RedisLauncher.relaunch(options, role, folder, port());
        password = options.password();
        paused = false;
    }

    /** Whether an answer may be expected now. */
    boolean isResponsive() {
        return process.isAlive() && !hung;
    }

    private void mustBeOpen() {
        if (closed) {
            throw new IllegalStateException("this server was closed: start a new one");
        }
    }

    /**
     * Runs one command on a connection of its own.
     *
     * @return a String, a Long, a List of these, or null
     * @throws RedisServerException for an error reply, and when no reply comes within five seconds
     */
    public @Nullable Object command(String... words) {
        return call(words[0], connection -> connection.call(words));
    }

    /** Stores bytes that need not be text. */
    public void set(String key, byte[] value) {
        call("SET", connection -> connection.call(utf8("SET"), utf8(key), value));
    }

    /** The bytes at the key, or null. */
    public byte @Nullable [] get(String key) {
        return (byte[]) call("GET", connection -> connection.call(utf8("GET"), utf8(key)));
    }

    /** Ends the server in whatever state it is. Closing again does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        process.kill();
        discard();
    }

    private void discard() {
        Scratch.delete(folder);
        ports.close();
    }

    @Override
    public String toString() {
        return "redis-server " + HOST + ":" + port() + " (pid " + pid() + ")";
    }

    private LocalProcess alive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(this + " is not running: restart() it first");
        }
        return process;
    }

    private @Nullable Object call(String name, Call call) {
        try (RespConnection connection = RespConnection.open(HOST, port(), password, COMMAND, options.tls())) {
            return call.on(connection);
        } catch (ConnectException e) {
            throw new RedisServerException(name + ": " + this + " is not running: restart() it first", e);
        } catch (SocketTimeoutException e) {
            throw new RedisServerException(
                    name + ": no answer from " + this + " in " + COMMAND.toSeconds()
                            + " s. Does it hang? Then resume() it first",
                    e);
        } catch (IOException e) {
            throw new RedisServerException(name + ": " + this + " broke off: " + e, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Call {
        @Nullable
        Object on(RespConnection connection) throws IOException;
    }

    /**
     * How a server is to be started. The methods return changed copies.
     *
     * @param port 0: a free one
     * @param password null: none
     * @param config further lines as in redis.conf; a line wins over an earlier one
     * @param dataDirectory an existing directory for what the server writes; null: one that goes with the server
     * @param tls null: none
     */
    public record Options(
            int port,
            @Nullable String password,
            List<String> config,
            @Nullable Path dataDirectory,
            @Nullable Tls tls) {
        /** A free port, no password, nothing but docker/redis.conf. */
        public static final Options DEFAULT = new Options(0, null, List.of(), null, null);

        public Options {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port is [" + port + "], expected 1 to 65535, or 0 for a free one");
            }
            if (dataDirectory != null && !Files.isDirectory(dataDirectory)) {
                throw new IllegalArgumentException(
                        "dataDirectory [" + dataDirectory + "] is not a directory: create it");
            }
            config = List.copyOf(config);
        }

        public Options withPort(int newPort) {
            return new Options(newPort, password, config, dataDirectory, tls);
        }

        public Options withPassword(String newPassword) {
            return new Options(port, newPassword, config, dataDirectory, tls);
        }

        /** Adds lines as in redis.conf. */
        public Options withConfig(String... lines) {
            List<String> all = new ArrayList<>(config);
            all.addAll(List.of(lines));
            return new Options(port, password, all, dataDirectory, tls);
        }

        public Options withDataDirectory(Path directory) {
            return new Options(port, password, config, directory, tls);
        }

        /** TLS in the place of the plain port; clients need no certificate. */
        public Options withTls(Certificates certificates) {
            return withTls(certificates, false);
        }

        /** TLS in the place of the plain port. */
        public Options withTls(Certificates certificates, boolean requireClientCertificate) {
            Tls newTls = new Tls(certificates, requireClientCertificate);
            return new Options(port, password, config, dataDirectory, newTls);
        }
    }
}
