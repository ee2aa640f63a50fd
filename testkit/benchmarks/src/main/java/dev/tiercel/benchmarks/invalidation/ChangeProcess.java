package dev.tiercel.benchmarks.invalidation;

import dev.tiercel.benchmarks.Machine;
import dev.tiercel.testkit.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A virtual machine that changes and changes, when it is told to. */
final class ChangeProcess implements AutoCloseable {
    /** Who does it. */
    enum Who {
        WOVEN,
        BY_HAND
    }

    private static final int IDS = 1_000;

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    ChangeProcess(Who who, String agent, RedisServer redis) throws IOException {
        List<String> command = new ArrayList<>(List.of(Machine.java(), "-Xms256m", "-Xmx256m"));
        if (who == Who.WOVEN) {
            command.add("-javaagent:" + agent);
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), ChangeProcess.class.getName(), who.name(), redis.uri()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("REDIS_URL", redis.uri());
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answer();
    }

    /**
     * Changes for that long.
     *
     * @param perSecond of all threads together; 0: as many as there can be
     * @return how many there were in a second
     */
    double change(int threads, Duration time, int perSecond) throws IOException {
        orders.println(threads + " " + time.toMillis() + " " + perSecond);
        return Double.parseDouble(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process that is measured has ended");
        }
        return line;
    }

    @Override
    public void close() throws Exception {
        orders.close();
        process.waitFor();
    }

    public static void main(String[] args) throws Exception {
        try (Change change = Who.valueOf(args[0]) == Who.WOVEN ? WovenChange.inSync() : new HandWrittenChange(args[1]);
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] words = line.split(" ", -1);
                double done =
                        run(change, Integer.parseInt(words[0]), Long.parseLong(words[1]), Integer.parseInt(words[2]));
                System.out.println(String.format(Locale.ROOT, "%.1f", done));
            }
        }
    }

    private static double run(Change change, int threads, long millis, int perSecond) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + millis * 1_000_000;
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            long first = i * (long) IDS;
            Thread thread = new Thread(() -> repeat(change, first, end, perSecond / threads, done));
            thread.start();
            all.add(thread);
        }
        for (Thread each : all) {
            each.join();
        }
        return done.get() * 1e9 / (System.nanoTime() - begun);
    }

    private static void repeat(Change change, long firstId, long end, int perSecond, AtomicLong done) {
        long apart = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        long next = System.nanoTime();
        try {
            for (long i = 0; System.nanoTime() - end < 0; i++) {
                change.changed(firstId + i % IDS);
                done.incrementAndGet();
                next += apart;
                for (long left = next - System.nanoTime(); apart > 0 && left > 0; left = next - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
