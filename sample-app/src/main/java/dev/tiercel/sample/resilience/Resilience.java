package dev.tiercel.sample.resilience;

import dev.tiercel.RedisNode;
import dev.tiercel.RedisNode.Health;
import dev.tiercel.Synchrony;
import dev.tiercel.sample.resilience.RedisConnection.State;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the application has fared since it started. What is not known yet is null.
 *
 * @param agent whether there is one
 * @param nodes the Redis servers that the agent knows
 * @param connection all of them together
 * @param hitRates of all caches together
 * @param fallbackRate the share of the reads over HTTP that asked the database while no Redis could be asked
 * @param errorRate the share of the calls of cached methods that got what the method threw
 * @param backplane whether this process hears what others invalidate
 * @param transitions the latest hundred changes of all servers, the latest first
 * @param kpis the figures with targets
 */
@Serdeable
record Resilience(
        boolean agent,
        List<Node> nodes,
        RedisConnection connection,
        HitRates hitRates,
        @Nullable Double fallbackRate,
        @Nullable Double errorRate,
        Backplane backplane,
        List<Transition> transitions,
        List<Kpi> kpis) {

    /** A server, as {@link RedisNode} has it. */
    @Serdeable
    record Node(
            String name,
            Health health,
            Instant since,
            long attempts,
            long recoveries,
            long stuckResets,
            @Nullable Double averageRecoveryMillis) {

        static Node of(RedisNode node) {
            return new Node(
                    node.name(),
                    node.health(),
                    node.since(),
                    node.attempts(),
                    node.recoveries(),
                    node.stuckResets(),
                    node.recoveries() == 0 ? null : node.averageRecovery().toNanos() / 1e6);
        }
    }

    /** See {@link Rates}; without a Redis there is none for L2. */
    @Serdeable
    record HitRates(
            @Nullable Double l1,
            @Nullable Double l2,
            @Nullable Double total) {

        static HitRates of(Rates rates, RedisConnection connection) {
            return new HitRates(rates.l1(), connection.state() == State.OFF ? null : rates.l2(), rates.total());
        }
    }

    /** See {@link Synchrony}; all null without an agent or a Redis. */
    @Serdeable
    record Backplane(
            @Nullable Boolean inSync,
            @Nullable Instant since,
            @Nullable String cause) {

        static Backplane now() {
            return Synchrony.now()
                    .map(state -> new Backplane(state.inSync(), state.since(), state.cause()))
                    .orElse(new Backplane(null, null, null));
        }
    }

    /** A server changed. */
    @Serdeable
    record Transition(Instant at, String node, Health to, String cause) {

        static List<Transition> latest(List<RedisNode> nodes) {
            return nodes.stream()
                    .flatMap(node -> node.history().stream()
                            .map(change -> new Transition(change.at(), node.name(), change.to(), change.cause())))
                    .sorted(Comparator.comparing(Transition::at).reversed())
                    .limit(100)
                    .toList();
        }
    }
}
