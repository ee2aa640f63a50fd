package dev.tiercel.sample.lab;

import dev.tiercel.RedisNode;
import dev.tiercel.RedisNode.Health;
import dev.tiercel.Synchrony;
import dev.tiercel.sample.resilience.RedisConnection;
import dev.tiercel.sample.resilience.RedisConnection.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the agent's connection to Redis fares from a moment on. To be asked every second or more often: servers behind a proxy that
 * are started anew are others for the agent, and take their histories with them. Not thread-safe.
 */
final class ConnectionWatch {
    private final Instant start = Instant.now();
    private final long outages = outages();
    private final long usable = Math.max(1, usable(RedisNode.all()).count());
    private @Nullable Instant lost;
    private @Nullable Instant regained;

    /** What the agent says now; remembers whether anything was lost, and when it was back. */
    RedisConnection look() {
        var nodes = RedisNode.all();
        var connection = RedisConnection.of(nodes);
        var synchrony = Synchrony.now();
        // Those that went may be listed for a while, beside those that came in their place.
        var isWhole = usable(nodes).count() >= usable
                && synchrony.map(Synchrony::inSync).orElse(false);
        firstLoss(nodes, synchrony).ifPresent(at -> lost = lost == null || at.isBefore(lost) ? at : lost);
        if (lost == null && connection.state() == State.UNAVAILABLE) {
            lost = Instant.now();
        }
        regained = isWhole ? latest(nodes, synchrony) : null;
        return connection;
    }

    /** When the agent first noticed anything; empty where it did not. */
    Optional<Instant> lost() {
        return Optional.ofNullable(lost);
    }

    /** When as many servers as before could be used, and the invalidations of others heard, again; empty where not yet, or always. */
    Optional<Instant> regained() {
        return lost == null ? Optional.empty() : Optional.ofNullable(regained);
    }

    /** How long after that moment it was back; zero where it was before. */
    Optional<Duration> regainedAfter(Instant moment) {
        return regained().map(at -> at.isBefore(moment) ? Duration.ZERO : Duration.between(moment, at));
    }

    private Optional<Instant> firstLoss(List<RedisNode> nodes, Optional<Synchrony> synchrony) {
        var ofNodes = nodes.stream()
                .flatMap(node -> node.history().stream())
                .filter(change -> change.to() != Health.USABLE)
                .map(RedisNode.Change::at);
        var ofSynchrony = synchrony.filter(state -> state.outages() > outages).map(Synchrony::since).stream();
        return Stream.concat(ofNodes, ofSynchrony)
                .filter(at -> !at.isBefore(start))
                .min(Comparator.naturalOrder());
    }

    private Instant latest(List<RedisNode> nodes, Optional<Synchrony> synchrony) {
        var ofNodes = usable(nodes).map(RedisNode::since);
        return Stream.concat(ofNodes, synchrony.map(Synchrony::since).stream())
                .max(Comparator.naturalOrder())
                .orElse(start);
    }

    private static Stream<RedisNode> usable(List<RedisNode> nodes) {
        return nodes.stream().filter(node -> node.health() == Health.USABLE);
    }

    private static long outages() {
        return Synchrony.now().map(Synchrony::outages).orElse(0L);
    }
}
