package dev.tiercel.benchmarks.resilience;

import dev.tiercel.benchmarks.Machine;
import dev.tiercel.testkit.RedisTopology;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@link Load} in a virtual machine of its own, and the calls that it has done. Ends with {@link #close()} and with us. */
final class LoadProcess implements AutoCloseable {
    private static final boolean SHOW_LOG = Boolean.getBoolean("benchmarks.log");

    private final Process process;
    private final List<Call> calls = new ArrayList<>(); // guarded by itself

    private LoadProcess(Process process) {
        this.process = process;
        reader("calls", this::readCalls);
        reader("log", this::readLog);
    }

    /**
     * @param agent the jar, for what is woven; empty: by hand
     */
    static LoadProcess start(String agent, RedisTopology redis) throws IOException {
        List<String> command = new ArrayList<>(List.of(Machine.java(), "-Xms256m", "-Xmx256m"));
        if (!agent.isEmpty()) {
            command.add("-javaagent:" + agent);
            command.add("-Dtiercel.caches." + Subject.CACHE + ".max-entries=" + Subject.L1_ENTRIES);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Load.class.getName()));
        command.addAll(
                List.of(agent.isEmpty() ? "byHand" : "woven", redis.kind().name(), redis.uri()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("REDIS_URL", redis.uri());
        return new LoadProcess(builder.start());
    }

    private void reader(String name, Runnable work) {
        Thread thread = new Thread(work, "load-" + name + "-" + process.pid());
        thread.setDaemon(true);
        thread.start();
    }

    private void readCalls() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                Call call = Call.read(in);
                synchronized (calls) {
                    calls.add(call);
                    calls.notifyAll();
                }
            }
        } catch (IOException end) {
            // The process has ended.
        }
    }

    private void readLog() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (SHOW_LOG) {
                    Log.line("  " + line);
                }
            }
        } catch (IOException end) {
            // The process has ended.
        }
    }

    /** No calls from now on. */
    void pause() throws IOException {
        say('p');
    }

    void go() throws IOException {
        say('g');
    }

    private void say(char word) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(word);
        out.flush();
    }

    /** The calls that were planned in that time. */
    List<Call> planned(long from, long to) {
        synchronized (calls) {
            return calls.stream()
                    .filter(call -> call.planned() >= from && call.planned() < to)
                    .toList();
        }
    }

    /** How many calls have ended in that time. */
    long ended(long from, long to) {
        synchronized (calls) {
            return calls.stream()
                    .filter(call -> call.end() >= from && call.end() < to)
                    .count();
        }
    }

    /** The first such call that began at that time or later; empty when there is none for so long. */
    Optional<Call> await(long since, long patienceMillis, Predicate<Call> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        synchronized (calls) {
            int seen = 0;
            while (true) {
                for (; seen < calls.size(); seen++) {
                    Call call = calls.get(seen);
                    if (call.start() >= since && wanted.test(call)) {
                        return Optional.of(call);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return Optional.empty();
                }
                if (!process.isAlive()) {
                    throw new IllegalStateException(
                            "the process that calls has ended: -Dbenchmarks.log=true shows why");
                }
                calls.wait(Math.min(left, 1_000));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
