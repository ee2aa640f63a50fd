package dev.tiercel.benchmarks.coherence;

import dev.tiercel.testkit.ClusteredRedis;
import dev.tiercel.testkit.FaultProxy;
import dev.tiercel.testkit.FaultProxy.Direction;
import dev.tiercel.testkit.ProxiedRedis;
import dev.tiercel.testkit.RedisProxy;
import dev.tiercel.testkit.RedisServer;
import dev.tiercel.testkit.RedisServerException;
import dev.tiercel.testkit.ReplicatedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every fault that a site can have. */
final class Faults {
    private static final Duration HALF_LATENCY = Duration.ofMillis(100);

    /** Shorter than what makes the others take a replica for gone. */
    private static final long UNREPLICATED_MILLIS = 350;

    private static final long SINCE_SAVED_MILLIS = 500;
    private static final long SECOND = 1_000;
    private static final long SWAP_MILLIS = 600;
    private static final long BUS_MILLIS = 450;
    private static final long SILENT_MILLIS = 20;

    /** More than {@link #SLOW_SUBSCRIBER} allows, so that Redis cuts whoever is sent it. */
    private static final String FLOOD = "x".repeat(100_000);

    private static final String SLOW_SUBSCRIBER = "pubsub 65536 32768 1";

    private final Site site;
    private final List<Fault> all = new ArrayList<>();

    private Faults(Site site) {
        this.site = site;
    }

    static List<Fault> of(Site site) {
        Faults faults = new Faults(site);
        faults.all.add(Fault.none());
        faults.servers();
        faults.subscriptions();
        faults.failovers();
        faults.network();
        if (site.redis() instanceof ProxiedRedis proxied) {
            faults.proxy(proxied.proxy());
        }
        faults.instances();
        return List.copyOf(faults.all);
    }

    private void servers() {
        // Long enough for a new master, where there is one.
        long away = site.redis() instanceof ReplicatedRedis ? 4 * SECOND : 2 * SECOND;
        all.add(Fault.forAll(site, "killed", away, () -> site.main().kill(), Fault.NOTHING));
        all.add(Fault.forAll(site, "hung", away, () -> site.main().hang(), Fault.NOTHING));
        all.add(Fault.forAll(site, "old-data", SECOND, this::restartWithOldData, Fault.NOTHING));
    }

    /** What was invalidated since then returns. */
    private void restartWithOldData() throws InterruptedException {
        RedisServer server = site.main();
        server.command("SAVE");
        Thread.sleep(SINCE_SAVED_MILLIS);
        server.kill();
        server.restartWithData();
    }

    private void subscriptions() {
        all.add(Fault.deafening(
                site, "unsubscribed", 3 * SECOND, Fault.NOTHING, () -> onEach(RedisServer::cutSubscriptions)));
        if (site.redis() instanceof ClusteredRedis) {
            // Messages between nodes are lost, and no client notices. Not so often that beats are lost one after the
            // other.
            all.add(Fault.deafening(site, "bus-cut", 3 * SECOND, Fault.NOTHING, Fault.NOTHING)
                    .during(BUS_MILLIS, () -> onEach(this::cutBus)));
            // And so often that hardly anything passes.
            all.add(Fault.deafening(site, "bus-silent", 5 * SECOND, Fault.NOTHING, Fault.NOTHING)
                    .during(SILENT_MILLIS, () -> onEach(this::cutBus)));
        }
        all.add(Fault.deafening(
                site,
                "slow-subscriber",
                2 * SECOND,
                () -> site.redis()
                        .nodes()
                        .forEach(node -> node.configure("client-output-buffer-limit", SLOW_SUBSCRIBER)),
                () -> onEach(Faults::flood)));
    }

    private interface OnServer {
        void run(RedisServer server);
    }

    private void onEach(OnServer step) {
        for (RedisServer node : site.redis().nodes()) {
            try {
                step.run(node);
            } catch (RedisServerException e) {
                // A replica that is just being attached.
            }
        }
    }

    /** A message that is too big for the subscribers' buffers, on every channel of theirs. */
    private static void flood(RedisServer node) {
        flood(node, "CHANNELS", "PUBLISH");
        flood(node, "SHARDCHANNELS", "SPUBLISH");
    }

    private static void flood(RedisServer node, String list, String publish) {
        if (node.command("PUBSUB", list) instanceof List<?> channels) {
            for (Object channel : channels) {
                if (!String.valueOf(channel).startsWith("__")) { // Sentinels have some of their own.
                    node.command(publish, String.valueOf(channel), FLOOD);
                }
            }
        }
    }

    private void cutBus(RedisServer node) {
        for (RedisServer other : site.redis().nodes()) {
            if (other != node) {
                String id = String.valueOf(other.command("CLUSTER", "MYID"));
                node.command("DEBUG", "CLUSTERLINK", "KILL", "ALL", id);
            }
        }
    }

    private void failovers() {
        if (site.redis() instanceof ReplicatedRedis replicated) {
            all.add(Fault.forAll(site, "planned-failover", 2 * SECOND, replicated::failover, Fault.NOTHING));
            all.add(Fault.forAll(site, "unreplicated", 4 * SECOND, this::failOverUnreplicated, Fault.NOTHING));
        } else if (site.redis() instanceof ClusteredRedis cluster) {
            all.add(Fault.forAll(site, "planned-failover", SECOND, () -> cluster.failover(site.main()), Fault.NOTHING));
            all.add(Fault.forAll(site, "unreplicated", 3 * SECOND, this::failOverUnreplicated, Fault.NOTHING));
        }
    }

    /**
     * The replicas hang, so that they cannot come back once their connections are cut: what the master does from then on
     * reaches nobody. Without the cut they would find it in their sockets.
     */
    private void failOverUnreplicated() throws InterruptedException {
        RedisServer master = site.main();
        List<RedisServer> replicas = site.replicasOf(master);
        replicas.forEach(RedisServer::hang);
        try {
            master.command("CLIENT", "KILL", "TYPE", "replica");
            Thread.sleep(UNREPLICATED_MILLIS);
        } finally {
            master.kill();
            replicas.forEach(RedisServer::resume);
        }
    }

    private void network() {
        Network first = site.network(0);
        // Some are longer than max-staleness.
        all.add(Fault.forOne("network-cut", 5 * SECOND, () -> first.each(FaultProxy::hang), first::heal));
        all.add(Fault.forOne(
                "requests-held", 2 * SECOND, () -> first.each(way -> way.halfOpen(Direction.REQUESTS)), first::heal));
        all.add(Fault.forOne(
                "replies-held", 5 * SECOND, () -> first.each(way -> way.halfOpen(Direction.REPLIES)), first::heal));
        all.add(Fault.forOne(
                "refused",
                2 * SECOND,
                () -> {
                    first.each(FaultProxy::refuse);
                    first.each(FaultProxy::reset);
                },
                first::heal));
        all.add(Fault.forAll(
                site,
                "latency-200ms",
                3 * SECOND,
                () -> site.networks().forEach(network -> network.each(way -> way.latency(HALF_LATENCY))),
                () -> site.networks().forEach(Network::heal)));
    }

    private void proxy(RedisProxy proxy) {
        all.add(Fault.forAll(site, "proxy-restarted", SECOND, proxy::kill, proxy::restart));
        all.add(Fault.forAll(
                site, "node-drained", 2 * SECOND, () -> proxy.drain(site.main()), () -> proxy.ready(site.main())));
        all.add(Fault.forAll(
                site, "node-maintained", 2 * SECOND, () -> proxy.maint(site.main()), () -> proxy.ready(site.main())));
        all.add(Fault.forAll(site, "nodes-swapped", 4 * SECOND, () -> proxy.maint(site.main()), Fault.NOTHING)
                .during(SWAP_MILLIS, () -> swapNodes(proxy)));
    }

    /** Again and again the one node goes as the other one comes. */
    private void swapNodes(RedisProxy proxy) {
        RedisServer first = site.redis().nodes().get(0);
        RedisServer second = site.redis().nodes().get(1);
        boolean firstIsOut = proxy.status(first).startsWith("MAINT");
        proxy.ready(firstIsOut ? first : second);
        proxy.maint(firstIsOut ? second : first);
    }

    private void instances() {
        AppProcess first = site.app(0);
        all.add(Fault.forOne("paused", 3 * SECOND, first::pause, first::resume));
        all.add(Fault.forOne("writer-killed", SECOND, first::kill, this::restartFirst)
                .failingCalls());
    }

    /** Its recovery begins when it has found Redis: on a busy machine that takes a while. */
    private void restartFirst() throws Exception {
        site.app(0).restart();
        site.awaitConnected();
    }
}
