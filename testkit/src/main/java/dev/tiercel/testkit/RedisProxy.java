package dev.tiercel.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HAProxy of a {@link ProxiedRedis}, run from {@code docker/haproxy.cfg} with its own addresses and nodes filled in.
 * It checks each node every half second. A fault takes effect before its method returns.
 */
public final class RedisProxy {
    private static final String HOST = RedisLauncher.HOST;
    private static final String CONFIGURATION = "haproxy.cfg";
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(5);
    private static final int ATTEMPTS = 20;
    private static final Pattern NODE_LINES = Pattern.compile("(?m)^ +server .*\n");
    private static final Pattern PORT_TAKEN = Pattern.compile("(?i)cannot bind socket|address already in use");

    private final @Nullable String password;
    private final Ports ports = new Ports();
    private final Path folder = Scratch.folder();
    private int port;
    private int adminPort;
    private int statsPort;
    private List<RedisServer> nodes;
    private volatile LocalProcess process;
    private boolean hung;

    RedisProxy(@Nullable String password, List<RedisServer> nodes) {
        this.password = password;
        this.nodes = nodes;
        try {
            this.process = firstStart();
        } catch (RuntimeException e) {
            discard();
            throw e;
        }
        try {
            awaitUp();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Another program may take a port meanwhile. So: again, with others. */
    private LocalProcess firstStart() {
        for (int attempt = 1; ; attempt++) {
            ports.close();
            port = ports.take();
            adminPort = ports.take();
            statsPort = ports.take();
            try {
                return start();
            } catch (RedisServerException e) {
                if (attempt == ATTEMPTS
                        || !PORT_TAKEN.matcher(String.valueOf(e.getMessage())).find()) {
                    throw e;
                }
            }
        }
    }

    private LocalProcess start() {
        Path binary = HaproxyBinary.get();
        try {
            Files.writeString(folder.resolve(CONFIGURATION), configuration());
        } catch (IOException e) {
            throw new RedisServerException("cannot write [" + folder.resolve(CONFIGURATION) + "]: " + e, e);
        }
        LocalProcess started =
                LocalProcess.start(folder, port, environment(), List.of(binary.toString(), "-db", "-f", CONFIGURATION));
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (!started.ended(PROBE_PAUSE)) {
            if (isAnswer(started)) {
                return started;
            }
            if (System.nanoTime() - deadline >= 0) {
                break;
            }
        }
        boolean silent = started.isAlive();
        started.kill();
        throw new RedisServerException("[" + binary + "] "
                + (silent ? "gives no answer on port " + adminPort : "ended at its start") + ". Its output:\n"
                + started.lastOutput().strip());
    }

    /** The file of docker/ with a line for each of our nodes. */
    private String configuration() {
        String file = Role.resource(CONFIGURATION);
        int first = file.indexOf("    server ");
        String lines = nodes.stream()
                .map(node -> "    server " + name(node) + " " + node.address() + "\n")
                .collect(Collectors.joining());
        return file.substring(0, first)
                + lines
                + NODE_LINES.matcher(file.substring(first)).replaceAll("");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PROXY_REDIS", address());
        environment.put("PROXY_ADMIN", HOST + ":" + adminPort);
        environment.put("PROXY_STATS", HOST + ":" + statsPort);
        environment.put("REDIS_PASSWORD", password == null ? "" : RedisLauncher.quoted(password));
        return environment;
    }

    /** On a port that was taken somebody else's proxy would answer. */
    private boolean isAnswer(LocalProcess started) {
        try {
            return ask("show info").contains("\nPid: " + started.pid() + "\n");
        } catch (IOException e) {
            return false;
        }
    }

    public String host() {
        return HOST;
    }

    /** The port for clients of Redis. */
    public int port() {
        return port;
    }

    /** The process id. Another one after a restart. */
    long pid() {
        return process.pid();
    }

    String address() {
        return HOST + ":" + port;
    }

    /** HAProxy's page of statistics; with {@code ;csv} at its end for programs. */
    public URI statsUri() {
        return URI.create("http://" + HOST + ":" + statsPort + "/");
    }

    /** What the proxy has printed since its (re)start. */
    public String output() {
        return process.output();
    }

    /** Ends the proxy as a crash does (SIGKILL): all connections break, and none can be made. */
    public synchronized void kill() {
        process.kill();
        hung = false;
    }

    /** Hangs the proxy (SIGSTOP): clients stay connected, can even connect, and get no answer. */
    public synchronized void hang() {
        alive().hang();
        hung = true;
    }

    /** Ends a hang (SIGCONT). */
    public synchronized void resume() {
        alive().resume();
        hung = false;
    }

    /** Starts the proxy again on the same ports; kills it before when it still runs. Every node is ready then. */
    public synchronized void restart() {
        kill();
        process = start();
        Waiting.until("the proxy's first checks", () -> nodes.stream()
                .filter(node -> !isChecked(node))
                .map(node -> node + " is not yet checked")
                .findFirst()
                .orElse(null));
    }

    /** Gives the node no new connections; it keeps those that it has. */
    public void drain(RedisServer node) {
        state(node, "drain");
    }

    /** Takes the node out for maintenance: no new connections, and those that it has are cut. */
    public void maint(RedisServer node) {
        state(node, "maint");
    }

    /** Ends {@link #drain} and {@link #maint}. */
    public void ready(RedisServer node) {
        state(node, "ready");
    }

    /** Cuts the connections to the node. Clients can connect again at once. */
    public void shutdownSessions(RedisServer node) {
        command("shutdown sessions server redis/" + name(node));
    }

    /** How many connections go to the node now. */
    public int sessions(RedisServer node) {
        return Integer.parseInt(stat(node, "scur"));
    }

    /** How many connections have gone to the node since the proxy's (re)start; its checks do not count. */
    public long connections(RedisServer node) {
        return Long.parseLong(stat(node, "stot"));
    }

    /** What the proxy thinks of the node: UP, DOWN, DRAIN, MAINT, or a state on the way. */
    public String status(RedisServer node) {
        return stat(node, "status");
    }

    private void state(RedisServer node, String state) {
        command("set server redis/" + name(node) + " state " + state);
    }

    private boolean isChecked(RedisServer node) {
        String check = stat(node, "check_status");
        return !check.isEmpty() && !check.contains("INI") && !status(node).contains("/");
    }

    private String stat(RedisServer node, String column) {
        List<String> lines = answer("show stat").lines().toList();
        int index = List.of(lines.get(0).replace("# ", "").split(",", -1)).indexOf(column);
        return lines.stream()
                .filter(line -> line.startsWith("redis," + name(node) + ","))
                .map(line -> line.split(",", -1)[index])
                .findFirst()
                .orElseThrow(() -> new RedisServerException(node + " is not behind the proxy"));
    }

    private String name(RedisServer node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException(node + " is not behind the proxy");
        }
        return "redis-" + (index + 1);
    }

    /** Restarts with a line for each of these nodes. */
    synchronized void serve(List<RedisServer> newNodes) {
        nodes = newNodes;
        restart();
    }

    synchronized void heal(List<RedisServer> allNodes) {
        if (!allNodes.equals(nodes) || !process.isAlive()) {
            serve(allNodes);
        } else if (hung) {
            resume();
        }
        nodes.forEach(this::ready);
        awaitUp();
    }

    private void awaitUp() {
        Waiting.until("the proxy's checks", () -> nodes.stream()
                .filter(node -> !(isChecked(node) && status(node).equals("UP")))
                .map(node -> node + " is " + status(node) + " behind the proxy")
                .findFirst()
                .orElse(null));
    }

    /** A command of the runtime API that answers nothing when it worked. */
    private void command(String command) {
        String answer = answer(command).strip();
        if (!answer.isEmpty()) {
            throw new RedisServerException("haproxy answered to [" + command + "]: " + answer);
        }
    }

    private String answer(String command) {
        try {
            return ask(command);
        } catch (IOException e) {
            throw new RedisServerException(
                    "no answer from the proxy (" + e + "): is it killed or hung? Then restart() or resume() it first",
                    e);
        }
    }

    private String ask(String command) throws IOException {
        try (Socket socket = new Socket()) {
            int millis = (int) ANSWER.toMillis();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), adminPort), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private LocalProcess alive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the proxy is not running: restart() it first");
        }
        return process;
    }

    void close() {
        process.kill();
        discard();
    }

    private void discard() {
        Scratch.delete(folder);
        ports.close();
    }

    @Override
    public String toString() {
        return "haproxy " + address() + " (pid " + process.pid() + ")";
    }
}
