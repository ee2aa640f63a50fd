package dev.tiercel.testkit;

import java.util.List;

/** One server. */
public final class StandaloneRedis implements RedisTopology {
    private final RedisServer server;

    private StandaloneRedis(RedisServer.Options options) {
        this.server = RedisServer.start(options);
    }

    public static StandaloneRedis start() {
        return start(Options.DEFAULT);
    }

    public static StandaloneRedis start(Options options) {
        return start(options.server());
    }

    static StandaloneRedis start(RedisServer.Options options) {
        return new StandaloneRedis(options);
    }

    public RedisServer server() {
        return server;
    }

    @Override
    public Kind kind() {
        return Kind.STANDALONE;
    }

    @Override
    public String uri() {
        return server.uri();
    }

    @Override
    public List<RedisServer> nodes() {
        return List.of(server);
    }

    @Override
    public void heal() {
        server.heal();
    }

    @Override
    public void flush() {
        server.command("FLUSHALL");
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "standalone Redis " + server.address();
    }
}
