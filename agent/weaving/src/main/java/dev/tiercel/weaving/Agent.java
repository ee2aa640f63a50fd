package dev.tiercel.weaving;

import dev.tiercel.boot.ApplicationStart;
import dev.tiercel.boot.Engine;
import dev.tiercel.config.ConfigReader;
import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.control.ControlBean;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.threads.Daemons;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The agent, from its start to its leave.
 *
 * <pre>
 *   before main    transformer ─▶ main ... beside it: a practice weave, configuration; after the start Redis
 *   while it runs  transformer ─▶ configuration, Redis ─▶ loaded classes are woven ─▶ no change began before that ─▶ reads
 *   reload         configuration ─▶ Redis ─▶ classes, where rules or annotations have changed ─▶ methods are linked anew
 *   leave          reads run bare ─▶ classes are restored ─▶ changes under way end ─▶ JDBC is restored ─▶ all is closed
 * </pre>
 *
 * <p>A method that changes data is never bare while its class is woven and the caches are in use: what it would not drop,
 * others would serve. Thread-safe.
 */
public final class Agent {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Instrumentation instrumentation;
    private final Runnable beginTimer;
    private final Runnable onLeave;
    private final String version;
    private final EventLog log;
    private final ApplicationStart applicationStart = new ApplicationStart();
    private final Engine engine;
    private final Linker linker;
    private final Announcer announcer;
    private final Report report;
    private final Transformer transformer;
    private final LoadedClasses loaded;
    private final Reload reload;
    private final ControlBean control;
    private final boolean dryRun;

    /** True: the application is woven though it may not have our annotations. */
    private final boolean speaksForeign;

    // Guarded by this.
    private String argument;
    private boolean left;

    private Agent(String argument, Instrumentation instrumentation, Runnable beginTimer, Runnable onLeave) {
        this.argument = argument;
        this.instrumentation = instrumentation;
        this.beginTimer = beginTimer;
        this.onLeave = onLeave;
        version = version();
        log = EventLog.toStderr();
        ConfigSources sources = sources(argument);
        announcer = new Announcer(log);
        report = new Report(log);
        loaded = new LoadedClasses(instrumentation, log);
        TiercelConfig early = Dialects.early(sources);
        dryRun = early != null && early.dryRun();
        Honoured honoured = new Honoured();
        Weavings weavings = new Weavings(instrumentation, announcer, honoured, report, log);
        Weaving first = weavings.by(early == null ? TiercelConfig.DEFAULT : early);
        speaksForeign = weavings.speakForeign();
        engine = new Engine(sources, version, applicationStart::whenOver, log);
        linker = new Linker(
                this::neededCaches,
                engine.transactions(),
                engine.registries(),
                new Bodies(instrumentation),
                honoured,
                log);
        transformer = new Transformer(
                first,
                linker,
                announcer,
                report,
                new JdbcGate(this::isNeeded, instrumentation, log),
                new RegistryGate(this::isNeeded),
                applicationStart::loading,
                dryRun,
                log);
        reload = new Reload(engine, weavings, transformer, linker, loaded, announcer, log);
        control = new ControlBean(new AgentControl(this, engine, report, version, dryRun));
        engine.onTold(control::open);
    }

    /**
     * The agent, not started yet; called once, by the entry class.
     *
     * @param beginTimer is to run once, on a thread that has nothing of the application's
     * @param onLeave runs when nothing of it is needed any more
     * @return what answers woven code and the API, and starts the agent, for {@code Link}
     */
    public static Function<Object[], @Nullable Object> of(
            String argument, Instrumentation instrumentation, Runnable beginTimer, Runnable onLeave) {
        if (!instrumentation.isRetransformClassesSupported()) {
            throw new IllegalArgumentException("it may not change classes that are loaded; a jar that names it by"
                    + " Launcher-Agent-Class has to say Can-Retransform-Classes: true in its manifest too");
        }
        Agent agent = new Agent(argument, instrumentation, beginTimer, onLeave);
        return new Answers(agent, agent.engine, agent.linker);
    }

    private static ConfigSources sources(String argument) {
        return ConfigSources.ofProcess(argument, ClassLoader.getSystemClassLoader());
    }

    /** As the agent's jar says it, which has only the entry classes where a loader reads its manifest. */
    private static String version() {
        try {
            String version = Class.forName(
                            "dev.tiercel.weaving.entry.TiercelAgent", false, ClassLoader.getSystemClassLoader())
                    .getPackage()
                    .getImplementationVersion();
            return version == null ? "unknown" : version;
        } catch (ClassNotFoundException | LinkageError hidden) {
            return "unknown";
        }
    }

    /** Starts before the application's main. What can wait is done beside it, on a thread of our own; its version. */
    String start() {
        if (isStrict(argument)) {
            engine.caches(); // A wrong configuration ends the process here, before its main.
        }
        Weaver weaver = transformer.weaving().weaver();
        weaver.remember();
        applicationStart.whenOver(weaver::forget);
        instrumentation.addTransformer(transformer, true);
        // Those of an AOT cache are there before any agent.
        for (Class<?> early : instrumentation.getAllLoadedClasses()) {
            if (transformer.mayWeave(early)) {
                weaveLoaded("was loaded before the agent, and runs uncached");
                break;
            }
        }
        Daemons.thread("tiercel-start", this::startBesideMain).start();
        return version;
    }

    /** A look that loads nothing; a file may ask for strictness too, and is read beside main. */
    private static boolean isStrict(String argument) {
        String property = System.getProperty("tiercel.strict");
        String value = property != null ? property : System.getenv("TIERCEL_STRICT");
        return value != null
                ? value.trim().equalsIgnoreCase("true")
                : argument.toLowerCase(Locale.ROOT).contains("strict=true");
    }

    private void startBesideMain() {
        try {
            beginTimer.run();
            boolean needed = isNeeded();
            if (needed) {
                check();
            }
            readConfiguration();
            applicationStart.await();
            if (needed && !dryRun) {
                engine.warmUp();
            }
        } catch (Throwable ours) {
            log.error("The agent could not start, and the application runs uncached: " + ours);
            linker.leave();
        }
    }

    /** For a method that is called: what waits for the application's start is begun. */
    private @Nullable Caches neededCaches() {
        applicationStart.end();
        return engine.caches();
    }

    private void check() {
        String wrong = SelfCheck.run(transformer.weaving(), linker);
        if (wrong != null) {
            throw new IllegalStateException("its check of itself failed, please report this line: " + wrong);
        }
    }

    private void readConfiguration() {
        if (dryRun) {
            ConfigResult read = ConfigReader.read(sources(argument));
            log.info("Dry run: nothing is cached; what would be is told");
            announcer.configured(read.config());
            return;
        }
        Caches caches = engine.caches();
        announcer.configured(caches == null ? null : caches.config());
    }

    /** True where it is known from the start that there will be something to weave. */
    private boolean isNeeded() {
        return speaksForeign || ClassLoader.getSystemResource("dev/tiercel/Cached.class") != null;
    }

    /**
     * Starts in an application that runs. Methods are answered from the cache once all are woven, and no change is under way
     * that began before: of that one nobody would hear.
     *
     * @return its version
     * @throws IllegalArgumentException the configuration is wrong; nothing has happened
     */
    synchronized String attach() {
        ConfigResult read = ConfigReader.read(sources(argument));
        read.errorLine().ifPresent(error -> {
            throw new IllegalArgumentException(error);
        });
        if (!read.config().enabled()) {
            throw new IllegalArgumentException("the configuration says enabled: false");
        }
        Daemons.thread("tiercel-start", beginTimer).start();
        applicationStart.end();
        check();
        try {
            come();
        } catch (Throwable ours) {
            int unused = leave();
            throw ours;
        }
        log.info("The agent is attached; " + report.summary());
        return version;
    }

    private void come() {
        linker.pause();
        instrumentation.addTransformer(transformer, true);
        readConfiguration();
        weaveLoaded();
        boolean quiet = await(new BareChanges(report)::areOver);
        if (!quiet) {
            log.warn(
                    "A change that began before the agent came is still under way: what it changes may be served as it was,"
                            + " for the cache's ttl at most");
        }
        linker.resume();
    }

    private void weaveLoaded() {
        String left = "could not be woven and runs uncached";
        weaveLoaded(left);
        if (!dryRun && !report.woven().isEmpty()) {
            int unused = loaded.transform(transformer::mayFollow, left);
            loadedClasses()
                    .filter(type -> type.getName().equals(RegistryGate.METRICS))
                    .forEach(engine.registries()::madeBefore);
        }
    }

    private void weaveLoaded(String left) {
        Receivers receivers = transformer.weaving().receivers();
        new LoadedWeaving(loaded, log).weave(receivers, receivers, transformer::mayWeave, left);
    }

    /** False: it did not become true in time. */
    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
            met = condition.getAsBoolean();
        }
        return met;
    }

    /** Somebody attaches the agent once more. */
    synchronized void again(String other) {
        if (other.isEmpty() || other.equals(argument)) {
            log.info("The agent is here already, in version " + version + "; nothing has changed");
            return;
        }
        try {
            List<Map<String, String>> unused = reload(other);
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            log.warn("The configuration stays as it was: " + wrong.getMessage());
        }
    }

    /**
     * Reads the configuration anew and puts it in force; what has changed.
     *
     * @param other settings instead of those that the agent was given; null: those stay
     * @throws IllegalArgumentException it is wrong; nothing has changed
     */
    synchronized List<Map<String, String>> reload(@Nullable String other) {
        if (left || dryRun) {
            throw new IllegalStateException(left ? "the agent has left" : "a dry run has nothing to reload");
        }
        String given = other == null ? argument : other;
        List<Map<String, String>> changes = reload.to(sources(given));
        argument = given;
        return changes;
    }

    Stream<Class<?>> loadedClasses() {
        return Stream.of(instrumentation.getAllLoadedClasses());
    }

    /** Lets the command line, and whoever uses JMX, ask and tell. */
    void openControl() {
        control.open();
    }

    /**
     * Leaves: every read runs bare at once, then the classes are restored and everything of ours is closed. What was under
     * way settles as it would have. How many classes were restored; -1: it has left before.
     */
    synchronized int leave() {
        if (left) {
            return -1;
        }
        left = true;
        String kept = "keeps the woven code, which does nothing any more";
        linker.pause();
        transformer.leave();
        int restored = loaded.transform(transformer::hasWoven, kept);
        boolean quiet = await(engine::isQuiet);
        if (!quiet) {
            log.warn(
                    "A change or a transaction is still under way as the agent leaves, or Redis was not told of one: what it"
                            + " changes may be served as it was by other instances, for the cache's ttl at most");
        }
        instrumentation.removeTransformer(transformer);
        int unused = loaded.transform(transformer::hasWoven, kept);
        linker.leave();
        transformer.weaving().receivers().forgetAll();
        engine.close();
        applicationStart.end(); // Its thread waits no longer; what it begins finds everything closed.
        control.close();
        log.info("The agent has left; " + restored
                + (restored == 1 ? " class is as it was" : " classes are as they were"));
        onLeave.run();
        return restored;
    }
}
