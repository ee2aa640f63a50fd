package dev.tiercel.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The servers of a topology: closed together, and also when a later one does not start. */
final class Servers implements AutoCloseable {
    private final List<RedisServer> all = new CopyOnWriteArrayList<>();

    /** Lines for redis.conf: without them a first synchronisation would wait five seconds for further replicas. */
    static String[] fastReplication(String... more) {
        return Stream.concat(Stream.of("repl-diskless-sync-delay 0", "repl-ping-replica-period 1"), Stream.of(more))
                .toArray(String[]::new);
    }

    RedisServer start(RedisServer.Options options, Role role) {
        RedisServer server = RedisServer.start(options, role);
        all.add(server);
        return server;
    }

    List<RedisServer> list() {
        return List.copyOf(all);
    }

    void remove(RedisServer server) {
        all.remove(server);
        server.close();
    }

    void heal() {
        all.forEach(RedisServer::heal);
    }

    /** The value in the lines of INFO. */
    static String info(RedisServer server, String section, String name) {
        return String.valueOf(server.command("INFO", section))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Whether it is a replica that follows that one, and has caught up. */
    static boolean follows(RedisServer replica, RedisServer master) {
        String info = String.valueOf(replica.command("INFO", "replication"));
        return info.contains("master_port:" + master.port() + "\r\n") && info.contains("master_link_status:up\r\n");
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (RedisServer server : all) {
            try {
                server.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
