package dev.tiercel.config;

import java.time.Duration;

/**
 * The bounds of every wait for Redis, and how often it is asked.
 *
 * @param connectTimeout the most that one attempt to connect takes
 * @param deadline the most that one call of the application waits for Redis
 * @param reconnectMax the longest pause between two attempts to connect
 * @param heartbeat how often each connection is asked for a sign of life; below what proxies cut as idle
 * @param topologyRefresh how often the servers of a replicated topology or a cluster are asked who is who, and of every
 *     connection whether the name still stands for its address
 * @param replayWindow how long a key that this process invalidated is read from its master only
 * @param fenceLease how long a node of a proxied topology may be out of everybody's sight before what it holds counts as old
 */
public record RedisTimes(
        Duration connectTimeout,
        Duration deadline,
        Duration reconnectMax,
        Duration heartbeat,
        Duration topologyRefresh,
        Duration replayWindow,
        Duration fenceLease) {

    public static final RedisTimes DEFAULT = new RedisTimes(
            Duration.ofMillis(500),
            Duration.ofMillis(250),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));
}
