package dev.tiercel.benchmarks.resilience;

import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServerException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks on while one master takes over from another: asks the servers themselves, again and again, on a thread of its
 * own. The kit's own commands are none of those that are counted, but for the writes that find the new master.
 */
final class Succession implements AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000;
    private static final Pattern READS = Pattern.compile("cmdstat_m?get:calls=(\\d+)");
    private static final Pattern WRITES = Pattern.compile("cmdstat_set:calls=(\\d+)");

    private final RedisServer old;
    private final List<RedisServer> candidates;
    private final String key;
    private final Supplier<RedisServer> successor;
    private final Map<RedisServer, Long> readsBefore = new HashMap<>();
    private final Thread watcher = new Thread(this::watch, "succession");
    private volatile boolean closed;
    private volatile boolean oldAnswers;
    private volatile long writable = -1;
    private volatile long named = -1;
    private volatile long used = -1;
    private volatile long oldWrites = -1;
    private volatile long demotedWrites;

    /**
     * @param key one that the old master has, for attempts to write
     * @param successor the master by the word of those who choose it; may fail
     * @param staysUp whether the old master answers all the time
     */
    Succession(
            RedisServer old,
            List<RedisServer> candidates,
            String key,
            Supplier<RedisServer> successor,
            boolean staysUp) {
        this.old = old;
        this.candidates = candidates;
        this.key = key;
        this.successor = successor;
        this.oldAnswers = staysUp;
        candidates.forEach(each -> readsBefore.put(each, count(READS, info(each))));
        oldWrites = count(WRITES, info(old));
        watcher.setDaemon(true);
        watcher.start();
    }

    /** When a new master took a write. */
    OptionalLong writable() {
        return writable < 0 ? OptionalLong.empty() : OptionalLong.of(writable);
    }

    /** When those who choose the master named the new one. */
    OptionalLong named() {
        return named < 0 ? OptionalLong.empty() : OptionalLong.of(named);
    }

    /** When the new master was first read from. */
    OptionalLong used() {
        return used < 0 ? OptionalLong.empty() : OptionalLong.of(used);
    }

    /** How many writes the old master has taken while it took itself for a master and another one was. */
    long demotedWrites() {
        return demotedWrites;
    }

    /** The old master hangs no more. */
    void oldIsBack() {
        oldAnswers = true;
    }

    /** The old master was killed and is back: it counts from zero. */
    void oldIsNew() {
        oldWrites = 0;
        oldAnswers = true;
    }

    private void watch() {
        while (!closed) {
            for (RedisServer each : candidates) {
                look(each);
            }
            if (named < 0) {
                askForName();
            }
            if (oldAnswers) {
                lookAtOld();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look(RedisServer candidate) {
        try {
            if (writable < 0) {
                candidate.command("SET", key, "?", "PX", "1000");
                writable = Call.now();
                Log.line("writable: " + candidate);
            }
            if (used < 0 && count(READS, info(candidate)) > readsBefore.getOrDefault(candidate, 0L)) {
                used = Call.now();
                Log.line("used: " + candidate);
            }
        } catch (RedisServerException notYet) {
            // It is no master yet.
        }
    }

    private void askForName() {
        try {
            if (successor.get() != old) {
                named = Call.now();
                Log.line("named");
            }
        } catch (RedisServerException nobody) {
            // They have not agreed yet.
        }
    }

    private void lookAtOld() {
        try {
            String info = info(old);
            if (!info.contains("role:master")) {
                return;
            }
            long writes = count(WRITES, info);
            if (writable < 0) {
                oldWrites = writes;
            } else {
                demotedWrites = Math.max(demotedWrites, writes - oldWrites);
            }
        } catch (RedisServerException silent) {
            // It is cut off, or starts.
        }
    }

    private static String info(RedisServer server) {
        return String.valueOf(server.command("INFO", "ALL"));
    }

    private static long count(Pattern pattern, String info) {
        Matcher matcher = pattern.matcher(info);
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        return sum;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watcher.join();
    }
}
