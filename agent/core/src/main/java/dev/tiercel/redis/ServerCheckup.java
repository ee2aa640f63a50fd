package dev.tiercel.redis;

import dev.tiercel.config.RedisTopology;
import dev.tiercel.control.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** A look at one server. */
final class ServerCheckup {
    private static final int PINGS = 20;
    private static final long FAR_SECONDS = 5;
    private static final String NOT_ASKED = "";

    private final CheckupSession session;
    private final String subject;
    private final Wire wire;
    private final RedisTopology topology;

    /** @param name for the user */
    ServerCheckup(CheckupSession session, String name, Wire wire, RedisTopology topology) {
        this.session = session;
        this.subject = "server " + name;
        this.wire = wire;
        this.topology = topology;
    }

    void run() {
        Map<String, String> info = session.info(wire);
        boolean replica = wire.greeting().isReplica();
        version(info);
        latency();
        clock();
        if (replica) {
            link(info);
            return;
        }
        memory(info);
        persistence(info);
        replicas(info);
        buffers();
        new RightsCheckup(session, subject, wire, topology).run();
    }

    private void version(Map<String, String> info) {
        String version = info.getOrDefault("redis_version", "of unknown version (no right to ask INFO)");
        String role = wire.greeting().role();
        String what = "Redis " + version + (role.isEmpty() ? "" : ", " + (role.equals("slave") ? "replica" : role));
        if (version.matches("([0-5]\\.|6\\.[01]\\.).*")) {
            session.add(Finding.warn(subject, what, "6.2 and later have all that is used"));
        } else {
            session.add(Finding.ok(subject, what));
        }
    }

    private void latency() {
        long[] nanos = LongStream.range(0, PINGS).map(any -> ping()).sorted().toArray();
        long longest = nanos[PINGS - 1];
        String what = "a PING takes " + millis(nanos[PINGS / 2]) + ", at most " + millis(longest);
        Duration deadline = session.config().times().deadline();
        if (longest > deadline.toNanos() / 2) {
            session.add(
                    Finding.warn(
                            subject,
                            what + "; redis.deadline is " + deadline.toMillis() + " ms",
                            "look at the network and at the server's SLOWLOG; behind the deadline callers get no answer from Redis"));
        } else {
            session.add(Finding.ok(subject, what));
        }
    }

    private long ping() {
        long start = System.nanoTime();
        session.ask(wire.commands().ping());
        return System.nanoTime() - start;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private void clock() {
        List<byte[]> time = session.ask(wire.commands().time());
        if (time == null || time.isEmpty()) {
            return;
        }
        long seconds = Long.parseLong(new String(time.get(0), StandardCharsets.UTF_8));
        long apart = Math.abs(System.currentTimeMillis() / 1_000 - seconds);
        if (apart > FAR_SECONDS) {
            session.add(Finding.info(
                    subject,
                    "its clock and ours are " + apart + " s apart; no time to live depends on that",
                    "synchronise them, for the times in logs"));
        }
    }

    private void memory(Map<String, String> info) {
        String max = info.getOrDefault("maxmemory", NOT_ASKED);
        String policy = info.getOrDefault("maxmemory_policy", NOT_ASKED);
        String advice = "maxmemory-policy volatile-lru";
        if (max.equals("0")) {
            session.add(Finding.warn(
                    subject,
                    "maxmemory is not set: the cache may take all of the machine",
                    "set maxmemory, and " + advice));
        } else if (policy.equals("noeviction")) {
            session.add(Finding.warn(
                    subject, "maxmemory-policy is noeviction: when it is full, nothing new is stored", advice));
        } else if (!max.isEmpty()) {
            session.add(Finding.ok(subject, "maxmemory " + info.getOrDefault("maxmemory_human", max) + ", " + policy));
        }
    }

    private void persistence(Map<String, String> info) {
        Map<String, String> save = session.ask(wire.commands().configGet("save"));
        boolean snapshots = save != null && !save.getOrDefault("save", "").isBlank();
        if (snapshots || info.getOrDefault("aof_enabled", "0").equals("1")) {
            session.add(Finding.info(
                    subject,
                    "it keeps its data on a disk; a cache needs none of that, and one from a disk comes back old",
                    "save \"\" and appendonly no, if nothing else is on this server"));
        }
    }

    private void replicas(Map<String, String> info) {
        int count = number(info.getOrDefault("connected_slaves", "0"));
        for (int i = 0; i < count; i++) {
            String replica = info.getOrDefault("slave" + i, "");
            int lag = number(replica.replaceAll(".*lag=(-?\\d+).*", "$1"));
            if (!replica.contains("state=online") || lag > 2) {
                session.add(Finding.warn(
                        subject,
                        "its replica " + replica.replaceAll("ip=([^,]*),port=(\\d+).*", "$1:$2") + " lags (" + lag
                                + " s)",
                        "look at it and at the network between them; replica reads would be old"));
            }
        }
        if (topology == RedisTopology.STANDALONE && count > 0) {
            session.add(Finding.info(
                    subject,
                    "it has " + count
                            + " replicas, of which nothing is known here: after a failover this address has to move",
                    "name the Sentinels (redis.sentinels) or all servers (redis.nodes)"));
        }
        if (topology == RedisTopology.REPLICATED) {
            minReplicas();
        }
    }

    private void minReplicas() {
        Map<String, String> min = session.ask(wire.commands().configGet("min-replicas-to-write"));
        if (min != null && min.getOrDefault("min-replicas-to-write", "").equals("0")) {
            session.add(Finding.warn(
                    subject,
                    "min-replicas-to-write is 0: what a cut off master takes, invalidations too, is lost with it",
                    "min-replicas-to-write 1 and min-replicas-max-lag 1"));
        }
    }

    private void link(Map<String, String> info) {
        if (info.getOrDefault("master_link_status", "up").equals("down")) {
            session.add(Finding.warn(subject, "this replica has no link to its master", "look at its log"));
        }
    }

    private void buffers() {
        Map<String, String> limits = session.ask(wire.commands().configGet("client-output-buffer-limit"));
        String pubsub = limits == null
                ? NOT_ASKED
                : limits.getOrDefault("client-output-buffer-limit", "").replaceAll(".*pubsub ", "");
        String advice = "client-output-buffer-limit pubsub 32mb 8mb 60, the default";
        if (pubsub.startsWith("0 0 ")) {
            session.add(Finding.warn(subject, "a subscriber that hangs may take all of its memory: no limit", advice));
        } else if (!pubsub.isEmpty() && isSmall(pubsub.split(" "))) {
            session.add(Finding.warn(
                    subject,
                    "subscribers are cut at " + pubsub.replaceAll(" .*", "")
                            + " bytes, and then begin with an empty L1",
                    advice));
        }
    }

    private static boolean isSmall(String[] limits) {
        return limits.length > 1 && (isBelow(limits[0], 1 << 20) || isBelow(limits[1], 1 << 18));
    }

    private static boolean isBelow(String bytes, int least) {
        int limit = number(bytes);
        return limit > 0 && limit < least;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
