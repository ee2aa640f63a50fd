package dev.tiercel.config;

/** Tells of settings each of which is right, and which do not fit together. */
final class RedisChecks {
    private final Settings settings;
    private final Problems problems;

    RedisChecks(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check(RedisConfig config) {
        RedisTarget target = config.target();
        RedisTopology topology = target.topology();
        boolean mayBeProxied = topology == RedisTopology.PROXIED || topology == RedisTopology.AUTO;
        boolean mayBeReplicated = topology == RedisTopology.REPLICATED || topology == RedisTopology.AUTO;
        if (!mayBeReplicated && !target.sentinels().isEmpty()) {
            misfit(RedisKeys.SENTINELS, RedisKeys.TOPOLOGY, "Sentinels watch replicated servers only");
        }
        if (topology == RedisTopology.STANDALONE && target.nodes().size() > 1) {
            misfit(RedisKeys.NODES, RedisKeys.TOPOLOGY, "standalone is one server");
        }
        if (topology == RedisTopology.CLUSTER && target.database() != 0) {
            misfit(RedisKeys.DATABASE, RedisKeys.TOPOLOGY, "a cluster has database 0 only");
        }
        if (!mayBeProxied && target.expectedNodes() != 0) {
            misfit(RedisKeys.EXPECTED_NODES, RedisKeys.TOPOLOGY, "it counts servers behind a proxy");
        }
        if (!mayBeProxied && target.proxyStats() != null) {
            misfit(RedisKeys.PROXY_STATS, RedisKeys.TOPOLOGY, "only the servers of a proxy are counted there");
        }
        if (target.socket() != null && config.tls().enabled()) {
            misfit(RedisKeys.SOCKET, RedisKeys.TLS, "there is no TLS over a socket");
        }
        checkReads(target);
        checkSentinels(target);
    }

    private void checkReads(RedisTarget target) {
        RedisTopology topology = target.topology();
        if (target.readFrom() == ReadFrom.REPLICA
                && (topology == RedisTopology.STANDALONE || topology == RedisTopology.PROXIED)) {
            problems.warning(settings.said(RedisKeys.READ_FROM) + " does nothing with "
                    + settings.said(RedisKeys.TOPOLOGY) + ": there are no replicas");
        }
    }

    private void checkSentinels(RedisTarget target) {
        if (target.sentinels().isEmpty() && target.sentinelMaster() != null) {
            problems.warning(settings.said(RedisKeys.SENTINEL_MASTER) + " is not used, for redis.sentinels is not set");
        }
    }

    private void misfit(Key<?> key, Key<?> other, String reason) {
        problems.error(settings.said(key) + " and " + settings.said(other) + " do not fit: " + reason
                + "; change one of the two");
    }
}
