package dev.tiercel.sample.resilience;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tiercel.RedisNode;
import dev.tiercel.RedisNode.Health;
import dev.tiercel.Synchrony;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's connection to Redis, of whatever topology: all its servers together.
 *
 * @param state as it is now
 * @param attempts how often a connection was tried; null where no Redis is wanted, as all of the following
 * @param reconnections how often a server became usable again
 * @param stuckResets how often an attempt neither succeeded nor failed, and was given up
 * @param averageRecoveryMillis from unusable to usable again; null, too, where that has not happened
 */
@Serdeable
public record RedisConnection(
        State state,
        @Nullable Long attempts,
        @Nullable Long reconnections,
        @Nullable Long stuckResets,
        @Nullable Double averageRecoveryMillis) {

    /** Whether Redis can be used. */
    @Serdeable
    public enum State {
        /** At least one server is usable. */
        @JsonProperty("ready")
        READY,
        /** There should be a Redis, and no server of it is usable. */
        @JsonProperty("unavailable")
        UNAVAILABLE,
        /** There is no agent, or it is to have no Redis. */
        @JsonProperty("off")
        OFF;

        static State now(List<RedisNode> nodes) {
            if (nodes.stream().anyMatch(node -> node.health() == Health.USABLE)) {
                return READY;
            }
            return Synchrony.now().isPresent() ? UNAVAILABLE : OFF;
        }
    }

    /** Of the servers that the agent knows. */
    public static RedisConnection of(List<RedisNode> nodes) {
        var state = State.now(nodes);
        if (state == State.OFF) {
            return new RedisConnection(state, null, null, null, null);
        }
        return new RedisConnection(
                state,
                nodes.stream().mapToLong(RedisNode::attempts).sum(),
                nodes.stream().mapToLong(RedisNode::recoveries).sum(),
                nodes.stream().mapToLong(RedisNode::stuckResets).sum(),
                averageRecoveryMillis(nodes));
    }

    private static @Nullable Double averageRecoveryMillis(List<RedisNode> nodes) {
        var recoveries = nodes.stream().mapToLong(RedisNode::recoveries).sum();
        var millis = nodes.stream()
                .mapToLong(node -> node.averageRecovery().toMillis() * node.recoveries())
                .sum();
        return recoveries == 0 ? null : (double) millis / recoveries;
    }
}
