package dev.tiercel.redis;

import dev.tiercel.backplane.Lane;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells all instances what is dropped on a node, in the same step as it is dropped there. Where no message may be published,
 * drops are carried out all the same, and others notice that they hear nothing. Thread-safe.
 */
final class Publisher {
    /** KEYS: what is dropped; ARGV[1] the channel, ARGV[2] the message. */
    private static final byte[] DROP = """
            local count = redis.call('UNLINK', unpack(KEYS))
            redis.call('PUBLISH', ARGV[1], ARGV[2])
            return count
            """.getBytes(StandardCharsets.US_ASCII);

    private final Node node;
    private final Context context;

    /** Of the loop's thread alone. */
    private boolean on;

    Publisher(Node node, Context context) {
        this.node = node;
        this.context = context;
    }

    /** Whether what is dropped here is published here, and beats are. On the loop's thread. */
    void turn(boolean nowOn) {
        Wire current = node.wire();
        if (on != nowOn && current != null) {
            if (nowOn) {
                open(current);
            } else {
                lost(current);
            }
        }
        on = nowOn;
    }

    /** The node has a connection. On the loop's thread. */
    void opened(Wire wire) {
        if (on) {
            open(wire);
        }
    }

    private void open(Wire wire) {
        wire.lane(context.backplane().open(node.name(), message -> wire.commands()
                .publish(context.channel(), message)
                .whenComplete((count, failure) -> {
                    if (failure != null && RedisTrouble.isDenied(failure)) {
                        denied(wire, RedisTrouble.of(failure));
                    }
                })));
    }

    /** The connection is there no more, or nothing is to be published on it any more. */
    void lost(Wire wire) {
        Lane lane = wire.lane();
        if (lane != null) {
            wire.lane(null);
            context.backplane().close(lane);
        }
    }

    private void denied(Wire wire, RedisTrouble trouble) {
        Lane lane = wire.lane();
        if (lane != null) {
            lane.deny();
        }
        node.tellDenied(trouble.detail().isEmpty() ? RedisTrouble.CHANNEL : trouble.detail());
    }

    /** In one command. How many there were. */
    CompletionStage<Long> drop(List<String> keys) {
        String[] all = keys.toArray(new String[0]);
        return call(
                (redis, lane) -> lane.dropped(
                        keys, message -> redis.eval(DROP, ScriptOutputType.INTEGER, all, channel(), message)),
                redis -> redis.unlink(all));
    }

    /** Every key of the pattern was dropped. */
    CompletionStage<@Nullable Void> swept(String pattern) {
        return this.<Long>call(
                        (redis, lane) -> lane.swept(pattern, message -> redis.publish(context.channel(), message)),
                        redis -> CompletableFuture.completedFuture(0L))
                .thenApply(count -> null);
    }

    /** For scripts that publish. */
    byte[] channel() {
        return context.channel().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Carries out, if the guard admits it, what goes out with a message; without one, where none may be published, or
     * scripts are refused.
     *
     * @param silent the same without a message
     */
    <T> CompletionStage<T> call(
            BiFunction<RedisAsyncCommands<String, byte[]>, Lane, CompletionStage<T>> loud,
            Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> silent) {
        return node.callOn(wire -> {
            Lane lane = wire.lane();
            if (lane == null || lane.isDenied()) {
                return silent.apply(wire.commands());
            }
            return loud.apply(wire.commands(), lane).exceptionallyCompose(thrown -> {
                RedisTrouble trouble = RedisTrouble.of(thrown);
                if (trouble.reaction() != RedisTrouble.Reaction.TELL) {
                    return CompletableFuture.failedFuture(thrown);
                }
                denied(wire, trouble);
                return silent.apply(wire.commands());
            });
        });
    }
}
