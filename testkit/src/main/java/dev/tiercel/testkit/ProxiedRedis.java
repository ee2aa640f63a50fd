package dev.tiercel.testkit;

import java.util.List;

/** Nodes that know nothing of each other behind one HAProxy, which gives each new connection to the next of them. */
public final class ProxiedRedis implements RedisTopology {
    private final Options options;
    private final Servers nodes = new Servers();
    private final RedisProxy proxy;

    private ProxiedRedis(Options options) {
        this.options = options;
        try {
            for (int i = 0; i < options.nodes(); i++) {
                nodes.start(options.server(), Role.NODE);
            }
            proxy = new RedisProxy(options.password(), nodes.list());
        } catch (RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    public static ProxiedRedis start() {
        return start(Options.DEFAULT);
    }

    public static ProxiedRedis start(Options options) {
        return new ProxiedRedis(options);
    }

    public RedisProxy proxy() {
        return proxy;
    }

    /** Starts a further node and adds its line to haproxy.cfg; the proxy restarts. {@link #heal()} removes it again. */
    public RedisServer addNode() {
        RedisServer node = nodes.start(options.server(), Role.NODE);
        proxy.serve(nodes.list());
        return node;
    }

    /**
     * Undoes every fault, and removes the nodes that were added.
     *
     * @throws RedisServerException when that does not come about in 30 seconds
     */
    @Override
    public void heal() {
        List<RedisServer> all = nodes.list();
        all.subList(options.nodes(), all.size()).forEach(nodes::remove);
        nodes.heal();
        proxy.heal(nodes.list());
    }

    @Override
    public void flush() {
        nodes.list().forEach(node -> node.command("FLUSHALL"));
    }

    @Override
    public Kind kind() {
        return Kind.PROXIED;
    }

    /** {@code redis://[:password@]host:port}, the address of the proxy. */
    @Override
    public String uri() {
        return "redis://" + RedisServer.userInfo(options.password()) + proxy.address();
    }

    @Override
    public List<RedisServer> nodes() {
        return nodes.list();
    }

    @Override
    public void close() {
        try {
            proxy.close();
        } finally {
            nodes.close();
        }
    }

    @Override
    public String toString() {
        return "proxied Redis " + uri();
    }
}
