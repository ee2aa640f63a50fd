package dev.tiercel.benchmarks.coherence;

import dev.tiercel.Cached;
import dev.tiercel.benchmarks.Machine;
import dev.tiercel.testkit.coherence.CheckedInstance;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** {@link App} in a virtual machine of its own with the agent. Ends with {@link #close()} and with us. Thread-safe. */
final class AppProcess implements CheckedInstance, AutoCloseable {
    private static final boolean SHOW_LOG = Boolean.getBoolean("coherence.log");
    private static final int KEPT_LINES = 40;

    private final int number;
    private final List<String> command;
    private final String redis;
    private final Deque<String> log = new ArrayDeque<>(); // guarded by itself
    private volatile Process process;
    private volatile RowClient client;

    /**
     * @param options for the virtual machine, the agent among them
     * @param redis the URL
     */
    AppProcess(int number, List<String> options, String redis, int databasePort) throws IOException {
        this.number = number;
        this.redis = redis;
        this.command = new ArrayList<>(List.of(Machine.java()));
        command.addAll(List.of("-Xms96m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        String classPath = placeOf(App.class) + File.pathSeparator + placeOf(Cached.class);
        command.addAll(List.of("-cp", classPath, App.class.getName(), String.valueOf(databasePort)));
        this.process = launch();
        this.client = new RowClient(port());
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(AppProcess::isSetting);
        builder.environment().put("REDIS_URL", redis);
        Process launched = builder.start();
        RowServer.daemon("app-" + number + "-log", () -> readLog(launched));
        return launched;
    }

    private static boolean isSetting(String variable) {
        return Stream.of("JAVA_TOOL", "JDK_", "_JAVA", "REDIS_", "TIERCEL_", "CACHE_")
                .anyMatch(variable::startsWith);
    }

    private int port() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("instance " + number + " ended at its start. Its log:\n" + log());
        }
        return Integer.parseInt(line);
    }

    private void readLog(Process from) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(from.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (SHOW_LOG) {
                    System.err.println("  " + number + " " + line);
                }
                synchronized (log) {
                    log.add(line);
                    if (log.size() > KEPT_LINES) {
                        log.remove();
                    }
                }
            }
        } catch (IOException end) {
            // The process has ended.
        }
    }

    /** The last lines that it has said. */
    String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    @Override
    public long read(String key) throws IOException {
        return client.ask(App.READ, key, 0);
    }

    @Override
    public void write(String key, long version) throws IOException {
        // Every other one in a transaction of JDBC.
        client.ask(version % 2 == 0 ? App.WRITE : App.WRITE_IN_TRANSACTION, key, version);
    }

    long readBrief(String key) throws IOException {
        return client.ask(App.READ_BRIEF, key, 0);
    }

    /** Writes, and dies before anybody else could know of it. Returns when it is dead. */
    void writeBriefAndDie(String key, long version) throws InterruptedException {
        try {
            client.ask(App.WRITE_BRIEF_AND_DIE, key, version);
        } catch (IOException dead) {
            // As it should be.
        }
        process.waitFor();
    }

    /** As a long pause of the garbage collector does (SIGSTOP). */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again when it has ended. */
    void restart() throws IOException {
        client.close();
        process = launch();
        client = new RowClient(port());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        kill();
    }
}
