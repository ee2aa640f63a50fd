package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What makes the old data of a node behind a proxy invisible: a key on each node, {@code <run id>:<stamp>}, with a lease
 * that every instance renews. A value carries the stamp under which it was stored and counts only where it is the
 * fence's, and where the fence is of this run of the server. So a node that restarted, with or without data from its disk,
 * or was out of everybody's sight for longer than the lease, begins empty; a lost fence costs no more than misses.
 */
final class Fence {
    private static final int STAMP_CHARS = 16;

    /** KEYS[1] the fence; ARGV: run id, a new stamp, lease in milliseconds, 1 to give the fence that stamp in any case. */
    private static final String RENEW = """
            local run = ARGV[1]
            local fence = redis.call('GET', KEYS[1])
            if ARGV[4] == '1' or not fence or string.sub(fence, 1, #run + 1) ~= run .. ':' then
              fence = run .. ':' .. ARGV[2]
              redis.call('SET', KEYS[1], fence, 'PX', ARGV[3])
            else
              redis.call('PEXPIRE', KEYS[1], ARGV[3])
            end
            return fence
            """;

    private final String key;
    private final Duration lease;

    Fence(String prefix, Duration lease) {
        this.key = prefix + "fence";
        this.lease = lease;
    }

    String key() {
        return key;
    }

    /**
     * Renews the lease and gives the stamp; fails where the node does not answer.
     *
     * @param anew whether everything that the node holds is to become invisible
     */
    CompletionStage<byte[]> renew(Node node, String runId, boolean anew) {
        byte[][] arguments = {
            bytes(runId),
            bytes(String.format("%016x", ThreadLocalRandom.current().nextLong())),
            bytes(String.valueOf(lease.toMillis())),
            bytes(anew ? "1" : "0")
        };
        return node.<byte[]>send(redis -> redis.eval(RENEW, ScriptOutputType.VALUE, new String[] {key}, arguments))
                .thenCompose(fence -> {
                    byte[] stamp = stamp(fence, runId);
                    return stamp == null
                            ? CompletableFuture.failedFuture(L2Failure.outage("no fence"))
                            : CompletableFuture.completedFuture(stamp);
                });
    }

    /** What a fence of this run of the server begins with; its stamp follows. */
    static String start(String runId) {
        return runId + ":";
    }

    static byte[] stamped(byte[] stamp, byte[] value) {
        byte[] stamped = Arrays.copyOf(stamp, stamp.length + value.length);
        System.arraycopy(value, 0, stamped, stamp.length, value.length);
        return stamped;
    }

    /** The value behind its stamp; null: it was not stored under this fence, or the fence is of another run. */
    static byte @Nullable [] value(byte @Nullable [] fence, byte @Nullable [] stamped, String runId) {
        byte[] stamp = stamp(fence, runId);
        if (stamp == null
                || stamped == null
                || stamped.length < STAMP_CHARS
                || !Arrays.equals(stamp, 0, STAMP_CHARS, stamped, 0, STAMP_CHARS)) {
            return null;
        }
        return Arrays.copyOfRange(stamped, STAMP_CHARS, stamped.length);
    }

    private static byte @Nullable [] stamp(byte @Nullable [] fence, String runId) {
        byte[] start = bytes(start(runId));
        if (fence == null
                || fence.length != start.length + STAMP_CHARS
                || !Arrays.equals(fence, 0, start.length, start, 0, start.length)) {
            return null;
        }
        return Arrays.copyOfRange(fence, start.length, fence.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
