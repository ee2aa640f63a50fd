package dev.tiercel.boot;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.entry.CoarseTicker;
import dev.tiercel.export.Instance;
import dev.tiercel.export.Registries;
import dev.tiercel.export.Telemetry;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l1.Maintenance;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NoL2;
import dev.tiercel.l2.NodeState;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.Loads;
import dev.tiercel.readthrough.NamedChanges;
import dev.tiercel.redis.RedisStore;
import dev.tiercel.transaction.Transactions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one process: reads the configuration and wires the rooms when it is first asked for its caches.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private final ConfigSources sources;
    private final String version;
    private final EventLog log;
    private final Transactions transactions;
    private final Registries registries;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean started;
    private @Nullable Caches caches;
    private volatile @Nullable L2Store redis;
    private volatile @Nullable Backplane backplane;
    private volatile @Nullable GuardedL2 guarded;

    /**
     * Nothing is read or started yet.
     *
     * @param version the agent's
     */
    public Engine(ConfigSources sources, String version, EventLog log) {
        this.sources = sources;
        this.version = version;
        this.log = log;
        this.transactions = new Transactions(log);
        this.registries = new Registries(log);
    }

    /** The application's registries of meters, of which we hear as they are made, whatever is configured. */
    public Registries registries() {
        return registries;
    }

    /** The transactions of this process, which are followed from the first connection on, whatever is configured. */
    public Transactions transactions() {
        return transactions;
    }

    /**
     * The caches; null: the configuration is wrong or says that there are to be none, and every method runs as it is.
     * The first call takes as long as it takes to read the configuration; Redis is not waited for.
     */
    public synchronized @Nullable Caches caches() {
        if (!started) {
            started = true;
            caches = start();
        }
        return caches;
    }

    /** Makes ready what the first call would have to wait for; takes its time, so call it beside the application. */
    public void warmUp() {
        if (caches() != null) {
            Practice.run(log);
        }
    }

    private @Nullable Caches start() {
        try {
            return configured();
        } catch (Exception | LinkageError | StackOverflowError broken) {
            log.error("The agent could not start, and the application runs uncached: " + broken);
            closeParts();
            return null;
        }
    }

    private @Nullable Caches configured() {
        ConfigResult read = ConfigReader.read(sources);
        read.warnings().forEach(log::warn);
        TiercelConfig config = read.config();
        if (read.errorLine().isPresent()) {
            refuse(config.strict(), read.errorLine().get());
            return null;
        }
        return config.enabled() ? wire(config) : null;
    }

    private void refuse(boolean strict, String error) {
        if (strict) {
            log.error("The configuration is wrong, and tiercel.strict keeps the application from starting: " + error);
            Runtime.getRuntime().exit(1);
        }
        log.error("The configuration is wrong, and the application runs uncached: " + error);
    }

    /** The object graph, from the clock up. */
    private Caches wire(TiercelConfig config) {
        CoarseTicker ticker = closing(new CoarseTicker(config.l1().clockInterval()));
        Maintenance maintenance = closing(new Maintenance(config.l1().clockInterval()));
        L1Factory l1s = new L1Factory(ticker, maintenance, config.l1().maxBytes());
        Loads loads = closing(new Loads());
        if (!config.redis().enabled()) {
            return told(config, new Caches(config, l1s, closing(new NoL2()), null, loads, ticker, transactions, log));
        }
        Backplane heard = closing(new Backplane(config.redis().times().heartbeat(), log));
        GuardedL2 l2 = closing(l2(config.redis(), config.prefix() + ":", heard));
        guarded = l2;
        Caches made = new Caches(config, l1s, l2, heard, loads, ticker, transactions, log);
        heard.start(made);
        backplane = heard;
        return told(config, made);
    }

    private Caches told(TiercelConfig config, Caches made) {
        Telemetry telemetry = closing(new Telemetry(config.metrics(), new Known(made), registries, version, log));
        made.onUse(telemetry::cacheUsed);
        telemetry.start();
        return made;
    }

    private GuardedL2 l2(RedisConfig config, String prefix, Backplane heard) {
        L2Store store = new RedisStore(config, prefix, heard, log);
        redis = store;
        return GuardedL2.start(store, config.times(), prefix, log);
    }

    /** What is known of each Redis server, in types of the JDK: a row for each, as the API's RedisNode reads it. */
    public Object[][] redisNodes() {
        return nodes().stream().map(Engine::row).toArray(Object[][]::new);
    }

    private List<NodeState> nodes() {
        L2Store store = redis;
        return store == null ? List.of() : store.nodes();
    }

    /** What is known of this engine, for those who are told. */
    private final class Known implements Instance {
        private final Caches made;

        Known(Caches made) {
            this.made = made;
        }

        @Override
        public List<CacheFigures> caches() {
            return made.figures();
        }

        @Override
        public List<NodeState> nodes() {
            return Engine.this.nodes();
        }

        @Override
        public Backplane.@Nullable State backplane() {
            Backplane known = backplane;
            return known == null ? null : known.state();
        }

        @Override
        public long waitingInvalidations() {
            GuardedL2 known = guarded;
            return known == null ? 0 : known.waiting();
        }

        @Override
        public int methods() {
            return made.methods().length;
        }

        @Override
        public NamedChanges changes() {
            return made.changes();
        }
    }

    /** Whether what other instances drop is heard, as the API's Synchrony reads it; null: there is no Redis. */
    public Object @Nullable [] synchrony() {
        Backplane known = backplane;
        if (known == null) {
            return null;
        }
        Backplane.State now = known.state();
        return new Object[] {now.inSync(), now.since(), now.cause(), now.outages(), now.gaps(), now.heard()};
    }

    private static Object[] row(NodeState node) {
        Object[][] history = node.history().stream()
                .map(change -> new Object[] {change.at(), change.to().name(), change.cause()})
                .toArray(Object[][]::new);
        return new Object[] {
            node.name(),
            node.health().name(),
            node.since(),
            node.attempts(),
            node.recoveries(),
            node.stuckResets(),
            node.averageRecovery(),
            history
        };
    }

    private <T extends AutoCloseable> T closing(T part) {
        open.push(part);
        return part;
    }

    /** Ends every thread and connection. What is called afterwards finds no caches. */
    @Override
    public synchronized void close() {
        started = true;
        transactions.close();
        caches = null;
        redis = null;
        backplane = null;
        guarded = null;
        closeParts();
    }

    private void closeParts() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception unclosed) {
                log.warn("A part of the agent could not be closed: " + unclosed);
            }
        }
    }
}
