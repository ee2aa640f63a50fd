package dev.tiercel.redis;

import dev.tiercel.l2.L2Failure;
import dev.tiercel.l2.Lease;
import dev.tiercel.l2.Reply;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is compared and changed as one step on one server, in Lua. What an entry is compared with is its SHA-1, so that it
 * does not travel twice. Thread-safe.
 *
 * <p>Each text reads the key with MGET, to which another type of data is nothing. Behind a proxy the second key is the
 * {@link Fence}: what does not carry its stamp is nothing, and what is stored carries it. Without a fence of this run
 * nothing is found and nothing stored.
 *
 * <p>The texts travel with each call. With EVALSHA, a server that does not know a text yet would have to be asked a second
 * time, and calls for the key that came later would be carried out before.
 */
final class LeaseScripts {
    /** KEYS: the key, and behind a proxy the fence; ARGV[1]: what a fence of this run begins with. */
    private static final String READ = """
            local read = redis.call('MGET', unpack(KEYS))
            local found, fence, stamp = read[1], read[2], ''
            if KEYS[2] then
              stamp = fence and string.sub(fence, 1, #ARGV[1]) == ARGV[1] and string.sub(fence, #ARGV[1] + 1)
              found = found and stamp and string.sub(found, 1, #stamp) == stamp and string.sub(found, #stamp + 1)
            end
            """;

    /** ARGV: token, milliseconds, SHA-1 of what is of no use or an empty text. */
    private static final byte[] LEASE = text("""
            if not stamp then
              return redis.error_reply('NOFENCE')
            end
            if found and (ARGV[4] == '' or redis.sha1hex(found) ~= ARGV[4]) then
              return found
            end
            redis.call('SET', KEYS[1], stamp .. ARGV[2], 'PX', ARGV[3])
            return false
            """);

    /** ARGV: what is to stand there, a token or a SHA-1, which has 40 characters and no token has; bytes, milliseconds. */
    private static final byte[] FILL = text("""
            if found and #ARGV[2] == 40 then
              found = redis.sha1hex(found)
            end
            if found ~= ARGV[2] then
              return 0
            end
            redis.call('SET', KEYS[1], stamp .. ARGV[3], 'PX', ARGV[4])
            return 1
            """);

    /** ARGV: token. */
    private static final byte[] RELEASE = text("""
            return found == ARGV[2] and redis.call('UNLINK', KEYS[1]) or 0
            """);

    /** ARGV: token, bytes, milliseconds, and where there is a message for all instances the channel and that. */
    private static final byte[] REPLACE = text("""
            if ARGV[5] then
              redis.call('PUBLISH', ARGV[5], ARGV[6])
            end
            if found ~= ARGV[2] then
              return redis.call('UNLINK', KEYS[1])
            end
            redis.call('SET', KEYS[1], stamp .. ARGV[3], 'PX', ARGV[4])
            return 0
            """);

    private final Node node;
    private final @Nullable String fence;
    private final byte[] fenceStart;

    /** For a server that is no other. */
    LeaseScripts(Node node) {
        this(node, null, "");
    }

    /**
     * @param fence the key of the node's fence; null: none
     * @param fenceStart what its value begins with while the node is of the run that it is taken for
     */
    LeaseScripts(Node node, @Nullable String fence, String fenceStart) {
        this.node = node;
        this.fence = fence;
        this.fenceStart = bytes(fenceStart);
    }

    /** Null: the token stands there now; else what stands there. */
    CompletionStage<byte @Nullable []> lease(String key, byte[] token, Duration keepFor, byte @Nullable [] unusable) {
        return node.isFull()
                ? full()
                : node.call(redis -> redis.eval(
                        LEASE,
                        ScriptOutputType.VALUE,
                        keys(key),
                        fenceStart,
                        token,
                        millis(keepFor),
                        unusable == null ? new byte[0] : sha1(unusable)));
    }

    /** Whether they were stored. */
    CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor) {
        return node.isFull()
                ? full()
                : node.call(redis -> redis.eval(
                        FILL,
                        ScriptOutputType.BOOLEAN,
                        keys(key),
                        fenceStart,
                        comparable(standing),
                        bytes,
                        millis(keepFor)));
    }

    CompletionStage<@Nullable Void> release(String key, byte[] token) {
        return node.call(redis -> redis.eval(RELEASE, ScriptOutputType.INTEGER, keys(key), fenceStart, token))
                .thenApply(count -> null);
    }

    CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor) {
        return node.isFull()
                ? full()
                : node.publisher()
                        .<Long>call(
                                (redis, lane) -> lane.dropped(
                                        List.of(key),
                                        message -> redis.eval(
                                                REPLACE,
                                                ScriptOutputType.INTEGER,
                                                keys(key),
                                                fenceStart,
                                                token,
                                                bytes,
                                                millis(keepFor),
                                                node.publisher().channel(),
                                                message)),
                                redis -> redis.eval(
                                        REPLACE,
                                        ScriptOutputType.INTEGER,
                                        keys(key),
                                        fenceStart,
                                        token,
                                        bytes,
                                        millis(keepFor)))
                        .thenApply(count -> null);
    }

    private static <T extends @Nullable Object> CompletionStage<T> full() {
        return CompletableFuture.failedFuture(L2Failure.refusal("OOM"));
    }

    private String[] keys(String key) {
        return fence == null ? new String[] {key} : new String[] {key, fence};
    }

    private static byte[] comparable(byte[] standing) {
        return Lease.meaning(standing) instanceof Reply.Value ? sha1(standing) : standing;
    }

    private static byte[] sha1(byte[] entry) {
        try {
            return bytes(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(entry)));
        } catch (NoSuchAlgorithmException e) {
            throw L2Failure.refusal("no SHA-1 in this JVM");
        }
    }

    private static byte[] millis(Duration time) {
        return bytes(String.valueOf(Math.max(1, time.toMillis())));
    }

    private static byte[] text(String work) {
        return bytes(READ + work);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
