package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisTopology;
import dev.tiercel.control.Finding;
import dev.tiercel.l2.L2Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A look at the Redis of a configuration, as a doctor has: whether it can be reached, what it is, and what in its settings
 * and our rights is not as it should be. It has connections of its own, so that nothing of what runs is in its way; it takes
 * ten seconds at most. It writes one key, which it deletes.
 */
public final class Checkup {
    private static final String SUBJECT = "Redis";
    private static final int MAX_SERVERS = 20;

    private final RedisConfig config;
    private final CheckupSession session;

    private Checkup(RedisConfig config, CheckupSession session) {
        this.config = config;
        this.session = session;
    }

    /**
     * Looks once.
     *
     * @param prefix what every key begins with, as in {@link RedisStore}
     */
    public static List<Finding> run(RedisConfig config, String prefix) {
        if (!config.enabled()) {
            return List.of(Finding.info(SUBJECT, "not used: redis.enabled is false", ""));
        }
        try (CheckupSession session = new CheckupSession(config, prefix)) {
            Checkup checkup = new Checkup(config, session);
            checkup.password();
            checkup.look();
            return session.findings();
        }
    }

    private void look() {
        try {
            if (reach()) {
                servers(topology());
            }
        } catch (L2Failure late) {
            session.add(Finding.warn(SUBJECT, "not all could be looked at: " + late.reason(), ""));
        }
    }

    private void password() {
        boolean secret = config.login().password() != null
                || config.login().passwordFile() != null
                || config.login().passwordCommand() != null;
        boolean near = config.target().socket() != null
                || config.target().nodes().stream().allMatch(each -> isLoopback(each.host()));
        if (secret && !config.tls().enabled() && !near) {
            session.add(Finding.warn(
                    "TLS",
                    "the password and all values go over the network in clear",
                    "redis.tls: true, or rediss:// in redis.url"));
        }
        if (config.tls().enabled() && !config.tls().verify()) {
            session.add(Finding.warn(
                    "TLS",
                    "any certificate is taken: redis.tls-verify is false",
                    "set redis.tls-ca-file to the server's CA instead"));
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Every address that is configured; true: one at least answers. */
    private boolean reach() {
        boolean bySentinel = !config.target().sentinels().isEmpty();
        List<Endpoint> named =
                bySentinel ? config.target().sentinels() : config.target().nodes();
        Map<Endpoint, CompletionStage<Wire>> attempts = new LinkedHashMap<>();
        named.forEach(each -> attempts.put(each, bySentinel ? session.sentinel(each) : session.server(each)));
        List<Finding> failures = new ArrayList<>();
        attempts.forEach((endpoint, attempt) -> {
            String subject = (bySentinel ? "Sentinel " : "address ") + shown(endpoint);
            try {
                session.await(attempt);
                String user = bySentinel ? "" : ", as " + config.login();
                session.add(Finding.ok(subject, "reached" + (config.tls().enabled() ? " with TLS" : "") + user));
            } catch (L2Failure why) {
                session.away(endpoint);
                failures.add(Finding.error(subject, why.reason(), CheckupAdvice.of(why.reason())));
            }
        });
        boolean reached = failures.size() < named.size();
        failures.forEach(
                each -> session.add(reached ? Finding.warn(each.subject(), each.finding(), each.advice()) : each));
        return reached;
    }

    private String shown(Endpoint endpoint) {
        return config.target().socket() != null ? config.target().socket().toString() : endpoint.toString();
    }

    private Detection.Found topology() {
        Detection.Found found = session.detect();
        RedisTopology configured = config.target().topology();
        String what = name(found.topology()) + " (" + found.because() + ")";
        boolean same = configured == RedisTopology.AUTO
                || configured == found.topology()
                // One master without its Sentinels looks like a single server.
                || (configured == RedisTopology.REPLICATED && found.topology() == RedisTopology.STANDALONE);
        if (same) {
            session.add(Finding.ok("topology", what));
        } else {
            session.add(Finding.error(
                    "topology",
                    "redis.topology is " + name(configured) + ", but it is " + what,
                    "leave out redis.topology, or set it to " + name(found.topology())));
        }
        return found;
    }

    private static String name(RedisTopology topology) {
        return topology.name().toLowerCase(Locale.ROOT);
    }

    private void servers(Detection.Found found) {
        RedisTopology topology = found.topology();
        Map<String, Wire> servers =
                switch (topology) {
                    case CLUSTER -> new ClusterCheckup(session).servers();
                    case PROXIED -> behindProxy();
                    case REPLICATED -> replicated(found);
                    case STANDALONE, AUTO -> opened(config.target().nodes());
                };
        servers.entrySet().stream()
                .limit(MAX_SERVERS)
                .forEach(each -> new ServerCheckup(session, each.getKey(), each.getValue(), topology).run());
        if (servers.size() > MAX_SERVERS) {
            session.add(
                    Finding.info(SUBJECT, "of " + servers.size() + " servers, " + MAX_SERVERS + " were looked at", ""));
        }
    }

    private Map<String, Wire> replicated(Detection.Found found) {
        List<Endpoint> sentinels = found.because().equals(Detection.SENTINEL)
                ? config.target().nodes()
                : config.target().sentinels();
        return opened(
                sentinels.isEmpty() ? config.target().nodes() : new SentinelCheckup(session, sentinels).servers());
    }

    private Map<String, Wire> opened(List<Endpoint> endpoints) {
        return session.open(endpoints, CheckupAdvice.ELSEWHERE);
    }

    /** Connections until a few of them have brought nothing new. */
    private Map<String, Wire> behindProxy() {
        Map<String, Wire> runs = new LinkedHashMap<>();
        Endpoint proxy = config.target().nodes().get(0);
        int known = 0;
        while (known < 4 && runs.size() < MAX_SERVERS) {
            Wire wire = session.await(session.server(proxy));
            String run = wire.greeting().runId();
            String name = run.substring(0, Math.min(8, run.length())) + " behind " + proxy;
            known = runs.putIfAbsent(name, wire) == null ? 0 : known + 1;
        }
        int expected = config.target().expectedNodes();
        if (expected > runs.size()) {
            session.add(Finding.error(
                    "topology",
                    runs.size() + " of " + expected + " nodes were found behind " + proxy,
                    "look at the others, and at the proxy's balance (roundrobin); redis.expected-nodes is "
                            + expected));
        }
        return runs;
    }
}
