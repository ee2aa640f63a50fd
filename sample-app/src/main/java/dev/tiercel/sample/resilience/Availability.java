package dev.tiercel.sample.resilience;

import dev.tiercel.RedisNode;
import dev.tiercel.RedisNode.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For how much of the time the Redis servers were usable, as far back as their histories go. */
final class Availability {
    private Availability() {}

    /** The average of the servers, from 0 to 1; null where there is none. */
    static @Nullable Double of(List<RedisNode> nodes, Instant now) {
        var sum = nodes.stream().mapToDouble(node -> of(node, now)).sum();
        return Rates.share(sum, nodes.size());
    }

    private static double of(RedisNode node, Instant now) {
        var usable = Duration.ZERO;
        var history = node.history();
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).to() == Health.USABLE) {
                var end = i + 1 < history.size() ? history.get(i + 1).at() : now;
                usable = usable.plus(Duration.between(history.get(i).at(), end));
            }
        }
        // Without a history it has been as it is, unusable, all the time.
        var begin = history.isEmpty() ? node.since() : history.get(0).at();
        return (double) usable.toNanos()
                / Math.max(1, Duration.between(begin, now).toNanos());
    }
}
