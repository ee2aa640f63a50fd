package dev.tiercel;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the agent knows of one Redis server: how it is, and how its connection fared.
 *
 * <pre>{@code
 * for (RedisNode node : RedisNode.all()) {
 *     System.out.println(node.name() + " " + node.health() + " since " + node.since());
 * }
 * }</pre>
 *
 * @param name its address; of nodes behind a proxy the start of the server's run id, and the proxy's address
 * @param health as it is now
 * @param since when that began, by this machine's clock
 * @param attempts how often a connection was tried
 * @param recoveries how often it became usable again after it had been
 * @param stuckResets how often the connection was given up because an attempt neither succeeded nor failed
 * @param averageRecovery from unusable to usable again, on average; zero where it never was
 * @param history the latest hundred changes, the oldest first
 */
public record RedisNode(
        String name,
        Health health,
        Instant since,
        long attempts,
        long recoveries,
        long stuckResets,
        Duration averageRecovery,
        List<Change> history) {

    /** How a server is, from the worst to the best. */
    public enum Health {
        /** There is no connection. */
        DISCONNECTED,
        /** There is a connection, and the circuit breaker is open: no call asks this server. */
        SICK,
        /** Calls ask this server. */
        USABLE
    }

    /**
     * One change.
     *
     * @param at by this machine's clock
     * @param to how the server was from then on
     * @param cause in words, without keys and values
     */
    public record Change(Instant at, Health to, String cause) {}

    /** Copies the history. */
    public RedisNode {
        history = List.copyOf(history);
    }

    /** Every server that the agent knows now, in no order; empty without an agent, or where it has no Redis. */
    public static List<RedisNode> all() {
        try {
            return Arrays.stream(AgentDoor.redisNodes()).map(RedisNode::of).toList();
        } catch (RuntimeException misunderstood) {
            return List.of(); // An agent of another version may know more than this class does.
        }
    }

    private static RedisNode of(Object[] row) {
        return new RedisNode(
                (String) row[0],
                Health.valueOf((String) row[1]),
                (Instant) row[2],
                (Long) row[3],
                (Long) row[4],
                (Long) row[5],
                (Duration) row[6],
                Arrays.stream((Object[][]) row[7]).map(RedisNode::change).toList());
    }

    private static Change change(Object[] row) {
        return new Change((Instant) row[0], Health.valueOf((String) row[1]), (String) row[2]);
    }
}
