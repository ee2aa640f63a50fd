package dev.tiercel.sample.live;

import dev.tiercel.CacheStats;
import dev.tiercel.RedisNode;
import dev.tiercel.Synchrony;
import dev.tiercel.sample.resilience.Agent;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one instance is at one moment.
 *
 * @param at by its clock
 * @param instance its host and port, as the reader called it
 * @param agent whether the agent runs there; without it all that follows is empty
 * @param caches those that were used so far, by name
 * @param nodes the Redis servers that it knows
 * @param backplane whether it hears what others invalidate; null without the agent or a Redis
 */
@Serdeable
record Snapshot(
        Instant at,
        String instance,
        boolean agent,
        List<CacheSnapshot> caches,
        List<Node> nodes,
        @Nullable Backplane backplane) {

    static Snapshot now(String instance) {
        return new Snapshot(
                Instant.now(),
                instance,
                Agent.isPresent(),
                CacheStats.all().stream().map(CacheSnapshot::of).toList(),
                RedisNode.all().stream().map(Node::of).toList(),
                Synchrony.now().map(Backplane::of).orElse(null));
    }

    /** A Redis server, as {@link RedisNode} has it; the cause is that of its latest change, null where it never changed. */
    @Serdeable
    record Node(
            String name,
            RedisNode.Health health,
            Instant since,
            @Nullable String cause) {

        static Node of(RedisNode node) {
            var changes = node.history();
            var cause =
                    changes.isEmpty() ? null : changes.get(changes.size() - 1).cause();
            return new Node(node.name(), node.health(), node.since(), cause);
        }
    }

    /** As {@link Synchrony} has it. */
    @Serdeable
    record Backplane(boolean inSync, Instant since, String cause, long outages, long gaps, long heard) {

        static Backplane of(Synchrony now) {
            return new Backplane(now.inSync(), now.since(), now.cause(), now.outages(), now.gaps(), now.heard());
        }
    }
}
