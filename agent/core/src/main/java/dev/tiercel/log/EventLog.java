package dev.tiercel.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The agent's own log: single lines on standard error, written to the file descriptor itself so that neither the
 * application's logging nor its {@code System.err} is touched. Repeated events are limited by their subject. Lines
 * carry no keys and no values. Thread-safe.
 */
public final class EventLog {
    /** At most this often a line of one subject is written, in milliseconds; the next one tells how many were left out. */
    private static final long INTERVAL_MILLIS = 10_000;

    /** A bound for the memory of the limiter; subjects beyond it share one limit. */
    private static final int MAX_SUBJECTS = 1_000;

    private final Consumer<String> out;
    private final LongSupplier clockMillis;
    private final Map<String, Limit> limits = new ConcurrentHashMap<>();

    EventLog(Consumer<String> out, LongSupplier clockMillis) {
        this.out = out;
        this.clockMillis = clockMillis;
    }

    /** A log on the process's standard error. */
    public static EventLog toStderr() {
        PrintStream stderr = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new EventLog(stderr::println, EventLog::monotonicMillis);
    }

    /** A log for tests: each line goes to the consumer. */
    public static EventLog to(Consumer<String> out) {
        return new EventLog(out, EventLog::monotonicMillis);
    }

    /** Something changed that a user may want to know. */
    public void info(String line) {
        write("INFO", line);
    }

    /** Something is not as the user wants it. */
    public void warn(String line) {
        write("WARN", line);
    }

    /** Something keeps the agent, or a part of it, from working at all. */
    public void error(String line) {
        write("ERROR", line);
    }

    /** As {@link #warn(String)}, at most once in ten seconds for each subject (a class, a cache, a server: never a key). */
    public void warn(String subject, String line) {
        String slot = limits.size() < MAX_SUBJECTS || limits.containsKey(subject) ? subject : "";
        int leftOut = limits.computeIfAbsent(slot, any -> new Limit()).pass(clockMillis.getAsLong());
        if (leftOut >= 0) {
            write("WARN", leftOut == 0 ? line : line + " (and " + leftOut + " more like this)");
        }
    }

    private static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }

    private void write(String level, String line) {
        out.accept("[tiercel] " + level + " " + line.replace('\n', ' ').replace('\r', ' '));
    }

    private static final class Limit {
        private long nextMillis = Long.MIN_VALUE;
        private int leftOut;

        /** How many lines were left out since the last one, or -1 when this one is left out too. */
        synchronized int pass(long nowMillis) {
            if (nowMillis < nextMillis) {
                leftOut++;
                return -1;
            }
            nextMillis = nowMillis + INTERVAL_MILLIS;
            int result = leftOut;
            leftOut = 0;
            return result;
        }
    }
}
