package dev.tiercel.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Real Redis servers that belong together, as local processes. Each kind has a class of its own that tells its parts and
 * its faults; each node is a {@link RedisServer} with faults of its own.
 *
 * <pre>{@code
 * try (ReplicatedRedis redis = ReplicatedRedis.start()) {
 *     connect(redis.uri());
 *     redis.master().kill();
 *     // ... what does the application do now? ...
 *     redis.heal();
 * }
 * }</pre>
 *
 * Thread-safe, except that faults and {@link #heal()} of several threads may undo each other.
 */
public sealed interface RedisTopology extends AutoCloseable
        permits StandaloneRedis, ReplicatedRedis, ClusteredRedis, ProxiedRedis {

    /** How the servers belong together. */
    enum Kind {
        /** One server. */
        STANDALONE,
        /** A master, two replicas, and three Sentinels, which choose a new master when it is gone. */
        REPLICATED,
        /** Redis Cluster: three primaries, each with a replica. */
        CLUSTER,
        /** Nodes that know nothing of each other behind one HAProxy, round robin. */
        PROXIED
    }

    /** Starts a topology without a password. Returns when all of it can be used. */
    static RedisTopology start(Kind kind) {
        return start(kind, Options.DEFAULT);
    }

    /**
     * Starts a topology. Returns when all of it can be used.
     *
     * @throws RedisServerException when it does not form; nothing is left running then
     */
    static RedisTopology start(Kind kind, Options options) {
        return switch (kind) {
            case STANDALONE -> StandaloneRedis.start(options);
            case REPLICATED -> ReplicatedRedis.start(options);
            case CLUSTER -> ClusteredRedis.start(options);
            case PROXIED -> ProxiedRedis.start(options);
        };
    }

    Kind kind();

    /** What a user puts into {@code REDIS_URL}. */
    String uri();

    /** The servers that hold data, whatever their roles are. */
    List<RedisServer> nodes();

    /**
     * Undoes every fault, whoever caused it: all runs and answers, with its first settings, and is linked as after the
     * start. Roles may differ from then. Data is not touched.
     *
     * @throws RedisServerException when that does not come about in 30 seconds
     */
    void heal();

    /** Deletes all data. */
    void flush();

    @Override
    void close();

    /**
     * How a topology is to be started. The methods return changed copies.
     *
     * @param password of all nodes; null: none
     * @param nodes how many stand behind the proxy of a {@link Kind#PROXIED}
     * @param config further lines as in redis.conf for every node; a line wins over an earlier one
     */
    record Options(@Nullable String password, int nodes, List<String> config) {
        /** No password, two nodes behind a proxy, nothing but the files of docker/. */
        public static final Options DEFAULT = new Options(null, 2, List.of());

        public Options {
            if (nodes < 1 || nodes > 32) {
                throw new IllegalArgumentException("nodes is [" + nodes + "], expected 1 to 32");
            }
            config = List.copyOf(config);
        }

        public Options withPassword(String newPassword) {
            return new Options(newPassword, nodes, config);
        }

        public Options withNodes(int count) {
            return new Options(password, count, config);
        }

        /** Adds lines as in redis.conf. */
        public Options withConfig(String... lines) {
            List<String> all = new ArrayList<>(config);
            all.addAll(List.of(lines));
            return new Options(password, nodes, all);
        }

        /** For one node; the lines of the user come last and win. */
        RedisServer.Options server(String... lines) {
            RedisServer.Options server = RedisServer.Options.DEFAULT.withConfig(lines);
            if (password != null) {
                server = server.withPassword(password).withConfig("masterauth " + RedisLauncher.quoted(password));
            }
            return server.withConfig(config.toArray(String[]::new));
        }
    }
}
