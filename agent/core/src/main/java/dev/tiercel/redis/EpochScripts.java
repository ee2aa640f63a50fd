package dev.tiercel.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The hash of a cache's epochs on one server: see {@code Epochs}. Thread-safe. */
final class EpochScripts {
    /** The field of the cache's own stamp. */
    static final String CACHE = "cache";

    /**
     * KEYS[1] the hash; ARGV: field, stamp. Without room for it, or where another type of data stands there, all is taken
     * away: that is a new epoch of the whole cache too.
     */
    private static final byte[] BUMP = bytes("""
            if ARGV[1] == 'cache' then
              redis.call('UNLINK', KEYS[1])
            end
            local done = redis.pcall('HSET', KEYS[1], ARGV[1], ARGV[2])
            if type(done) == 'table' and done.err then
              if string.find(done.err, 'OOM', 1, true) or string.find(done.err, 'WRONGTYPE', 1, true) then
                redis.call('UNLINK', KEYS[1])
                return 0
              end
              return done
            end
            return redis.call('HLEN', KEYS[1])
            """);

    /** Before {@link #BUMP}: ARGV[3] the channel, ARGV[4] the message for all instances. */
    private static final byte[] TELLING_BUMP =
            bytes("redis.call('PUBLISH', ARGV[3], ARGV[4])\n" + new String(BUMP, StandardCharsets.US_ASCII));

    /** KEYS[1] the hash; ARGV: fields and stamps in turn, the cache's own first, for a server that has none of it. */
    private static final byte[] COPY = bytes("""
            if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 1 then
              for i = 3, #ARGV, 2 do
                redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
              end
            end
            return 1
            """);

    private final Node node;

    EpochScripts(Node node) {
        this.node = node;
    }

    /** @param fields empty: all */
    CompletionStage<Map<String, byte[]>> read(String key, List<String> fields) {
        if (fields.isEmpty()) {
            // Another type of data at the key is nothing, as everywhere.
            return node.<@Nullable Map<String, byte[]>>call(redis -> redis.hgetall(key))
                    .thenApply(all -> all == null ? Map.of() : all);
        }
        return node.<@Nullable List<KeyValue<String, byte[]>>>call(
                        redis -> redis.hmget(key, fields.toArray(new String[0])))
                .thenApply(found -> {
                    Map<String, byte[]> stamps = new HashMap<>();
                    if (found != null) {
                        found.forEach(each -> each.ifHasValue(stamp -> stamps.put(each.getKey(), stamp)));
                    }
                    return stamps;
                });
    }

    CompletionStage<@Nullable Void> begin(String key, String stamp) {
        return node.<@Nullable Boolean>call(redis -> redis.hsetnx(key, CACHE, bytes(stamp)))
                .thenApply(made -> null);
    }

    /** How many fields there are then; 0: none, for want of room. */
    CompletionStage<Long> bump(String key, String field, String stamp) {
        String[] keys = {key};
        return node.publisher()
                .call(
                        (redis, lane) -> lane.epoch(
                                key,
                                field,
                                stamp,
                                message -> redis.eval(
                                        TELLING_BUMP,
                                        ScriptOutputType.INTEGER,
                                        keys,
                                        bytes(field),
                                        bytes(stamp),
                                        node.publisher().channel(),
                                        message)),
                        redis -> redis.eval(BUMP, ScriptOutputType.INTEGER, keys, bytes(field), bytes(stamp)));
    }

    /** Gives the stamps to a server that has no stamp of the cache. */
    CompletionStage<@Nullable Void> copy(String key, byte[] cache, Map<String, byte[]> ofTags) {
        List<byte[]> all = new ArrayList<>(List.of(bytes(CACHE), cache));
        ofTags.forEach((field, stamp) -> {
            all.add(bytes(field));
            all.add(stamp);
        });
        byte[][] arguments = all.toArray(new byte[0][]);
        return node.<Long>call(redis -> redis.eval(COPY, ScriptOutputType.INTEGER, new String[] {key}, arguments))
                .thenApply(done -> null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
