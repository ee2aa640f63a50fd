package dev.tiercel.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A master, two replicas, and three Sentinels. The Sentinels take a master for gone after one and a half seconds and
 * have a new one about a second later.
 */
public final class ReplicatedRedis implements RedisTopology {
    /** The name by which the Sentinels know the master. */
    public static final String MASTER_NAME = "mymaster";

    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;

    /**
     * A Sentinel connects again after a second. With less than that, each cut of its connections, as a failover makes
     * them too, looks like the end of the master and brings the next failover.
     */
    private static final int DOWN_AFTER_MILLIS = 1_500;

    private final Options options;
    private final Servers nodes = new Servers();
    private final Servers sentinels = new Servers();

    private ReplicatedRedis(Options options) {
        this.options = options;
        try {
            form();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static ReplicatedRedis start() {
        return start(Options.DEFAULT);
    }

    public static ReplicatedRedis start(Options options) {
        return new ReplicatedRedis(options);
    }

    private void form() {
        RedisServer master = nodes.start(options.server(Servers.fastReplication()), Role.NODE);
        for (int i = 0; i < REPLICAS; i++) {
            String line = "replicaof " + master.host() + " " + master.port();
            nodes.start(options.server(Servers.fastReplication(line)), Role.NODE);
        }
        // Sentinels ask a master for its replicas every ten seconds only: they must be there.
        Waiting.until("replication", () -> notFollowing(master));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.start(sentinel(master), Role.SENTINEL);
        }
        hurrySentinels();
        Waiting.until("agreement of the Sentinels", this::wrong);
    }

    private RedisServer.Options sentinel(RedisServer master) {
        RedisServer.Options sentinel = RedisServer.Options.DEFAULT.withConfig(
                "sentinel monitor %s %s %d 2".formatted(MASTER_NAME, master.host(), master.port()),
                "sentinel down-after-milliseconds " + MASTER_NAME + " " + DOWN_AFTER_MILLIS,
                "sentinel failover-timeout " + MASTER_NAME + " 2000");
        String password = options.password();
        return password == null
                ? sentinel
                : sentinel.withConfig("sentinel auth-pass " + MASTER_NAME + " " + RedisLauncher.quoted(password));
    }

    /** They talk to each other more often than in production; from Redis 7.0 on. Not kept over a restart. */
    private void hurrySentinels() {
        for (RedisServer sentinel : sentinels.list()) {
            try {
                sentinel.command(
                        "SENTINEL", "DEBUG", "publish-period", "100", "info-period", "500", "ask-period", "200");
            } catch (RedisServerException e) {
                // Redis 6.2 has no such command: it is slower.
            }
        }
    }

    /** The master that most Sentinels name now. It may have died a moment ago. */
    public RedisServer master() {
        Map<String, Integer> votes = new HashMap<>();
        for (RedisServer sentinel : sentinels.list()) {
            if (sentinel.isResponsive()) {
                Object address = sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME);
                if (address instanceof List<?> pair) {
                    votes.merge(String.valueOf(pair.get(1)), 1, Integer::sum);
                }
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(most -> nodes.list().stream()
                        .filter(node -> most.getKey().equals(String.valueOf(node.port())))
                        .findFirst())
                .orElseThrow(() -> new RedisServerException("no Sentinel names a master: heal() them first"));
    }

    /** All nodes but the {@link #master()}. */
    public List<RedisServer> replicas() {
        RedisServer master = master();
        return nodes.list().stream().filter(node -> node != master).toList();
    }

    /** The Sentinels: {@code command}, {@code kill}, {@code hang} and so on work on them too. */
    public List<RedisServer> sentinels() {
        return sentinels.list();
    }

    /** A planned failover. Returns the new master when all that runs follows it. */
    public RedisServer failover() {
        RedisServer old = master();
        Waiting.until("failover", () -> {
            if (master() == old) {
                askForFailover(old);
                return "still the master: " + old;
            }
            return wrong();
        });
        return master();
    }

    /** The one that is asked may be done already while most have not heard of it: asked again, it would do it again. */
    private void askForFailover(RedisServer old) {
        RedisServer sentinel = sentinels.list().stream()
                .filter(RedisServer::isResponsive)
                .findFirst()
                .orElseThrow(() -> new RedisServerException("no Sentinel runs: heal() first"));
        if (sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME) instanceof List<?> address
                && String.valueOf(old.port()).equals(address.get(1))) {
            // While one is under way or cannot begin yet this is an error, and it is asked again.
            sentinel.command("SENTINEL", "FAILOVER", MASTER_NAME);
        }
    }

    /** What is not as it should be with the servers that run, or null. */
    private @Nullable String wrong() {
        RedisServer master = master();
        if (!"master".equals(Servers.info(master, "replication", "role"))) {
            return master + " is named by the Sentinels, and no master";
        }
        String notFollowing = notFollowing(master);
        if (notFollowing != null) {
            return notFollowing;
        }
        String expected = "name=%s,status=ok,address=%s,slaves=%d,sentinels=%d"
                .formatted(MASTER_NAME, master.address(), REPLICAS, SENTINELS);
        for (RedisServer sentinel : sentinels.list()) {
            if (sentinel.isResponsive()) {
                String seen = Servers.info(sentinel, "sentinel", "master0");
                if (!seen.equals(expected)) {
                    return "Sentinel " + sentinel.port() + " sees " + seen + ", expected " + expected;
                }
            }
        }
        return null;
    }

    private @Nullable String notFollowing(RedisServer master) {
        return nodes.list().stream()
                .filter(node -> node != master && node.isResponsive() && !Servers.follows(node, master))
                .map(node -> node + " does not follow " + master)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void heal() {
        nodes.heal();
        for (RedisServer sentinel : sentinels.list()) {
            sentinel.heal();
            // After a hang a Sentinel trusts its clock no more and does nothing for 30 seconds.
            if ("1".equals(Servers.info(sentinel, "sentinel", "sentinel_tilt"))) {
                sentinel.restart();
            }
        }
        hurrySentinels();
        Waiting.until("healing", this::wrong);
    }

    @Override
    public void flush() {
        master().command("FLUSHALL");
    }

    @Override
    public Kind kind() {
        return Kind.REPLICATED;
    }

    /** {@code redis-sentinel://[:password@]host:port,host:port,host:port#mymaster}, the addresses of the Sentinels. */
    @Override
    public String uri() {
        return sentinels.list().stream()
                .map(RedisServer::address)
                .collect(Collectors.joining(
                        ",", "redis-sentinel://" + RedisServer.userInfo(options.password()), "#" + MASTER_NAME));
    }

    @Override
    public List<RedisServer> nodes() {
        return nodes.list();
    }

    @Override
    public void close() {
        sentinels.close();
        nodes.close();
    }

    @Override
    public String toString() {
        return "replicated Redis " + uri();
    }
}
