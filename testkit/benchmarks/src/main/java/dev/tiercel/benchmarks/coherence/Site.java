package dev.tiercel.benchmarks.coherence;

import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisTopology;
import dev.tiercel.testkit.ReplicatedRedis;
import dev.tiercel.testkit.StandaloneRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One deployment: a topology of Redis, a database, and instances of the application, each of which reaches Redis by a
 * {@link Network} of its own.
 */
final class Site implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long POLL_MILLIS = 20;
    private static final int WARM_CALLS = 500;
    private static final long HEARD_MILLIS = 300;

    private final Kind kind;
    private final RedisTopology redis;
    private final Database database;
    private final List<Network> networks = new ArrayList<>();
    private final List<AppProcess> apps = new ArrayList<>();
    private int settled;

    private Site(Kind kind) throws IOException {
        this.kind = kind;
        this.database = new Database();
        this.redis = kind.start();
    }

    /** Which topology, by the name that the command line has for it. */
    enum Kind {
        STANDALONE("standalone"),
        REPLICATED("replicated"),
        CLUSTER("cluster"),
        PROXIED_2("proxied-2"),
        PROXIED_3("proxied-3");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        private RedisTopology start() {
            return switch (this) {
                case STANDALONE -> StandaloneRedis.start();
                case REPLICATED -> ReplicatedRedis.start();
                // For the fault that cuts the links between the nodes.
                case CLUSTER ->
                    ClusteredRedis.start(RedisTopology.Options.DEFAULT.withConfig("enable-debug-command local"));
                case PROXIED_2 -> ProxiedRedis.start(RedisTopology.Options.DEFAULT.withNodes(2));
                case PROXIED_3 -> ProxiedRedis.start(RedisTopology.Options.DEFAULT.withNodes(3));
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * @param options for the virtual machines, the agent among them
     */
    static Site start(Kind kind, int instances, List<String> options) throws Exception {
        Site site = new Site(kind);
        try {
            for (int i = 0; i < instances; i++) {
                site.startApp(i, options);
            }
            site.warm();
            return site;
        } catch (Exception e) {
            site.close();
            throw e;
        }
    }

    private void startApp(int number, List<String> options) throws IOException {
        Network network = new Network(redis);
        networks.add(network);
        List<String> all = new ArrayList<>(options);
        all.add(network.option());
        if (redis instanceof ProxiedRedis proxied) {
            all.add("-Dtiercel.redis.expected-nodes=" + proxied.nodes().size());
        }
        apps.add(new AppProcess(number, all, redis.uri(), database.port()));
    }

    /** What is slow at first is not what is to be measured. */
    private void warm() throws Exception {
        for (int i = 0; i < WARM_CALLS; i++) {
            for (AppProcess app : apps) {
                String key = "warm-" + i % 20;
                app.write(key, i);
                app.read(key);
                app.read(key);
            }
        }
    }

    Kind kind() {
        return kind;
    }

    RedisTopology redis() {
        return redis;
    }

    Database database() {
        return database;
    }

    List<AppProcess> apps() {
        return Collections.unmodifiableList(apps);
    }

    AppProcess app(int number) {
        return apps.get(number);
    }

    /** What lies between that instance and Redis. */
    Network network(int instance) {
        return networks.get(instance);
    }

    List<Network> networks() {
        return Collections.unmodifiableList(networks);
    }

    /** The numbers of all instances. */
    List<Integer> everyone() {
        return IntStream.range(0, apps.size()).boxed().toList();
    }

    /** The server whose loss is felt first. */
    RedisServer main() {
        if (redis instanceof ReplicatedRedis replicated) {
            return replicated.master();
        }
        if (redis instanceof ClusteredRedis cluster) {
            return cluster.primaries().get(0);
        }
        return redis.nodes().get(0);
    }

    /** The replicas of that server. */
    List<RedisServer> replicasOf(RedisServer server) {
        if (redis instanceof ReplicatedRedis replicated) {
            return replicated.replicas();
        }
        return redis instanceof ClusteredRedis cluster ? cluster.replicasOf(server) : List.of();
    }

    /**
     * Undoes what is broken, and waits until all instances share what one of them has loaded, and hear what one of them has
     * written.
     *
     * @return false when they do not come to that: the check may begin nevertheless, and shows what is wrong
     */
    boolean settle() throws InterruptedException {
        networks.forEach(Network::heal);
        redis.heal();
        return awaitConnected();
    }

    /** As {@link #settle}, where nothing is broken. */
    boolean awaitConnected() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!(isShared() && isHeard())) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** One loads, and nobody else has to. */
    private boolean isShared() throws InterruptedException {
        try {
            // Several keys: each may lie on another server.
            for (int i = 0; i < 5; i++) {
                String key = "settle-" + settled++;
                apps.get(settled % apps.size()).read(key);
                Thread.sleep(POLL_MILLIS); // What was loaded is stored behind the caller's back.
                long before = database.reads();
                for (AppProcess app : apps) {
                    app.read(key);
                }
                if (database.reads() != before) {
                    return false;
                }
            }
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Each writes, and all the others see it soon. */
    private boolean isHeard() throws InterruptedException {
        try {
            for (AppProcess writer : apps) {
                String key = "settle-" + settled++;
                for (AppProcess app : apps) {
                    app.read(key);
                }
                writer.write(key, 1);
                Thread.sleep(HEARD_MILLIS);
                for (AppProcess app : apps) {
                    if (app.read(key) != 1) {
                        return false;
                    }
                }
            }
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        for (AppProcess app : apps) {
            app.close();
        }
        networks.forEach(Network::close);
        redis.close();
        database.close();
    }
}
