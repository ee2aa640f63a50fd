package dev.tiercel.boot;

import dev.tiercel.backplane.Backplane;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.Setting;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.control.Finding;
import dev.tiercel.entry.CoarseTicker;
import dev.tiercel.export.Instance;
import dev.tiercel.export.Registries;
import dev.tiercel.export.Telemetry;
import dev.tiercel.l1.L1Factory;
import dev.tiercel.l1.Maintenance;
import dev.tiercel.l2.GuardedL2;
import dev.tiercel.l2.L2;
import dev.tiercel.l2.L2Store;
import dev.tiercel.l2.NoL2;
import dev.tiercel.l2.NodeState;
import dev.tiercel.l2.SwitchedL2;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.Loads;
import dev.tiercel.readthrough.NamedChanges;
import dev.tiercel.redis.Checkup;
import dev.tiercel.redis.RedisStore;
import dev.tiercel.transaction.Transactions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one process: reads the configuration and wires the rooms when it is first asked for its caches.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
    private volatile ConfigSources sources;
    private final String version;
    private final Executor afterStart;
    private final EventLog log;
    private final Transactions transactions;
    private final Registries registries;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean started;
    private boolean off;
    private @Nullable Caches caches;
    private volatile @Nullable L2Store redis;
    private volatile @Nullable Backplane backplane;
    private volatile @Nullable GuardedL2 guarded;
    private @Nullable SwitchedL2 shared;
    private List<Setting> settings = List.of();
    private volatile Runnable onTold = () -> {};

    /**
     * Nothing is read or started yet.
     *
     * @param version the agent's
     * @param afterStart runs what can wait for the application's start
     */
    public Engine(ConfigSources sources, String version, Executor afterStart, EventLog log) {
        this.sources = sources;
        this.version = version;
        this.afterStart = afterStart;
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
        if (caches() != null && redis != null) {
            boolean unused = Practice.run();
        }
    }

    private @Nullable Caches start() {
        try {
            return configured();
        } catch (Throwable broken) {
            log.error("The agent could not start, and the application runs uncached: " + broken);
            closeParts();
            return null;
        }
    }

    private @Nullable Caches configured() {
        ConfigResult read = ConfigReader.read(sources);
        settings = read.settings();
        off = false;
        read.warnings().forEach(log::warn);
        TiercelConfig config = read.config();
        if (read.errorLine().isPresent()) {
            refuse(config.strict(), read.errorLine().get());
            return null;
        }
        off = !config.enabled();
        return off ? null : wire(config);
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
        Backplane heard = new Backplane(config.redis().times().heartbeat(), log);
        GuardedL2 l2 = l2(config, heard);
        SwitchedL2 switched = new SwitchedL2(l2);
        Caches made = new Caches(config, l1s, switched, heard, loads, ticker, transactions, log);
        heard.start(made);
        backplane = heard;
        guarded = l2;
        shared = switched;
        open.push(this::closeRedis);
        return told(config, made);
    }

    private void closeRedis() {
        GuardedL2 l2 = guarded;
        Backplane heard = backplane;
        if (l2 != null) {
            l2.close();
        }
        if (heard != null) {
            heard.close();
        }
    }

    /**
     * Puts another configuration in force, but for what can only change with a new start. The methods have to be linked
     * anew, and {@link #settled} is to be called then.
     *
     * @param others from which it was read
     * @param next checked already
     */
    public synchronized void reload(ConfigSources others, ConfigResult next) {
        sources = others;
        settings = next.settings();
        Caches known = caches;
        if (known == null) {
            started = false;
            caches();
            return;
        }
        TiercelConfig before = known.config();
        TiercelConfig now = next.config().after(before);
        if (!now.redis().equals(before.redis())) {
            switchRedis(known, now);
        }
        known.reconfigure(now);
    }

    /** A look at the Redis in force, by connections of its own; takes ten seconds at most. */
    public List<Finding> checkup() {
        Caches known = caches();
        return known == null
                ? List.of()
                : Checkup.run(known.config().redis(), known.config().prefix() + ":");
    }

    /** True: the configuration is right, and says that nothing is to be cached. */
    public synchronized boolean isOff() {
        return off;
    }

    /** Every value in force and its origin; empty: the configuration was not read yet. */
    public synchronized List<Setting> settings() {
        return settings;
    }

    /** True: what had begun before the call to change data, alone or in a transaction, is over, and Redis was told. */
    public boolean isQuiet() {
        Caches known = quietCaches();
        GuardedL2 l2 = guarded;
        return (known == null || known.areChangesOver())
                && !transactions.areAnyOpen()
                && (l2 == null || l2.waiting() == 0);
    }

    private synchronized @Nullable Caches quietCaches() {
        return caches;
    }

    /** Every method is linked as the configuration in force says. */
    public synchronized void settled() {
        if (caches != null) {
            caches.letGo();
        }
    }

    /**
     * From one Redis to another, or to the same by other settings: what this process has dropped a short time ago is dropped
     * there once more, and not believed before, for a command of the old connection may be overtaken.
     */
    private void switchRedis(Caches known, TiercelConfig now) {
        GuardedL2 oldL2 = guarded;
        Backplane oldBackplane = backplane;
        SwitchedL2 switched = shared;
        if (switched == null || oldL2 == null || oldBackplane == null) {
            return;
        }
        if (!now.redis().enabled()) {
            L2 unused = switched.use(new NoL2());
            known.hear(null);
            redis = null;
        } else {
            Backplane heard = new Backplane(now.redis().times().heartbeat(), log);
            GuardedL2 l2 = l2(now, heard);
            heard.start(known);
            l2.adopt(oldL2);
            L2 unused = switched.use(l2);
            known.hear(heard);
            l2.adopt(oldL2);
            backplane = heard;
            guarded = l2;
        }
        oldL2.close();
        oldBackplane.close();
    }

    private Caches told(TiercelConfig config, Caches made) {
        Telemetry telemetry = closing(new Telemetry(config.metrics(), new Known(made), registries, version, log));
        made.onUse(telemetry::cacheUsed);
        telemetry.start();
        return made;
    }

    private GuardedL2 l2(TiercelConfig config, Backplane heard) {
        String prefix = config.prefix() + ":";
        L2Store store = new RedisStore(config.redis(), prefix, heard, afterStart, log);
        redis = store;
        return GuardedL2.start(store, config.redis().times(), prefix, log);
    }

    /** What is known of each Redis server, in types of the JDK: a row for each, as the API's RedisNode reads it. */
    public Object[][] redisNodes() {
        return nodes().stream().map(Engine::row).toArray(Object[][]::new);
    }

    /** What is known of each Redis server; none: there is no Redis. */
    public List<NodeState> nodes() {
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
            return Engine.this.backplane();
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

        @Override
        public void told() {
            onTold.run();
        }
    }

    /** @param action runs, once or more, when JMX is told of this engine for the first time */
    public void onTold(Runnable action) {
        onTold = action;
    }

    /** How the backplane is; null: there is none. */
    public Backplane.@Nullable State backplane() {
        Backplane known = redis == null ? null : backplane; // Redis may have been switched off since.
        return known == null ? null : known.state();
    }

    /** Whether what other instances drop is heard, as the API's Synchrony reads it; null: there is no Redis. */
    public Object @Nullable [] synchrony() {
        Backplane.State now = backplane();
        return now == null
                ? null
                : new Object[] {now.inSync(), now.since(), now.cause(), now.outages(), now.gaps(), now.heard()};
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
        closeParts();
        backplane = null;
        guarded = null;
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
