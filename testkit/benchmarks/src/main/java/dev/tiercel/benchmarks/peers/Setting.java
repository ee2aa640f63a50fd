package dev.tiercel.benchmarks.peers;

import java.time.Duration;
import java.util.List;

/**
 * What all peers are told alike.
 *
 * @param remote whether it is the shared tier that is measured: for those that have one tier at a time
 * @param redis whether there is a Redis at all
 * @param maxEntries the bound of the tier in process
 * @param timeout of one command to Redis
 */
public record Setting(boolean remote, boolean redis, String host, int port, long maxEntries, Duration timeout) {
    /** How long an entry lives in every tier: longer than any measurement. */
    public static final Duration TTL = Duration.ofMinutes(5);

    /** {@link #TTL} for annotations. */
    public static final int TTL_SECONDS = 300;

    static Setting read() {
        return new Setting(
                Boolean.getBoolean("peers.remote"),
                Boolean.getBoolean("peers.redis"),
                System.getProperty("peers.host", ""),
                Integer.getInteger("peers.port", 0),
                Long.getLong("peers.max-entries"),
                Duration.ofMillis(Long.getLong("peers.timeout-millis")));
    }

    /** For a process that reads it. */
    List<String> arguments() {
        return List.of(
                "-Dpeers.remote=" + remote,
                "-Dpeers.redis=" + redis,
                "-Dpeers.host=" + host,
                "-Dpeers.port=" + port,
                "-Dpeers.max-entries=" + maxEntries,
                "-Dpeers.timeout-millis=" + timeout.toMillis());
    }
}
