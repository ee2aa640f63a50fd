package dev.tiercel.weaving;

import dev.tiercel.boot.Engine;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.log.EventLog;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.Traces;
import dev.tiercel.threads.Daemons;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The agent, from its start to its leave. What can wait is done beside the application's main, on a thread of our own:
 * loading Byte Buddy, reading the configuration, connecting to Redis.
 */
public final class Agent implements Function<Object[], @Nullable Object> {
    private final Instrumentation instrumentation;
    private final EventLog log;
    private final Engine engine;
    private final Linker linker;
    private final Announcer announcer;
    private final Transformer transformer;

    /** True: the application is woven though it may not have our annotations. */
    private final boolean speaksForeign;

    private Agent(String argument, Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        log = EventLog.toStderr();
        ConfigSources sources = ConfigSources.ofProcess(argument, ClassLoader.getSystemClassLoader());
        announcer = new Announcer(log);
        Receivers receivers = new Receivers(instrumentation, announcer, log);
        Honoured honoured = new Honoured();
        List<Dialect> dialects = Dialects.inForce(sources, receivers, honoured, log);
        speaksForeign = dialects.size() > 1;
        engine = new Engine(sources, version(), log);
        linker = new Linker(
                engine::caches,
                engine.transactions(),
                engine.registries(),
                new Bodies(instrumentation),
                receivers,
                honoured,
                log);
        JdbcGate jdbc = new JdbcGate(this::isNeeded, instrumentation, log);
        RegistryGate registries = new RegistryGate(this::isNeeded);
        transformer = new Transformer(
                new Candidates(dialects), new WarmWeaver(dialects, log), linker, announcer, jdbc, registries, log);
    }

    /**
     * Starts the agent; called once, by the entry class, before the application's main.
     *
     * @return what answers woven code and the API, for {@code Link}
     */
    public static Function<Object[], @Nullable Object> start(String argument, Instrumentation instrumentation) {
        Agent agent = new Agent(argument, instrumentation);
        if (isStrict(argument)) {
            agent.engine.caches(); // A wrong configuration ends the process here, before its main.
        }
        instrumentation.addTransformer(agent.transformer, true);
        Daemons.thread("tiercel-start", agent::startBesideMain).start();
        return agent;
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
            boolean needed = isNeeded();
            if (needed) {
                transformer.warmUp();
            }
            Caches caches = engine.caches();
            announcer.configured(caches == null ? null : caches.config());
            if (needed) {
                engine.warmUp();
            }
        } catch (Throwable ours) {
            log.error("The agent could not start, and the application runs uncached: " + ours);
            linker.leave();
        }
    }

    /** True where it is known from the start that there will be something to weave. */
    private boolean isNeeded() {
        return speaksForeign || ClassLoader.getSystemResource("dev/tiercel/Cached.class") != null;
    }

    /** Answers {@code Link}: the name of a question and its arguments, all of the JDK's types. */
    @Override
    public @Nullable Object apply(Object[] question) {
        return switch ((String) question[0]) {
            case "link" ->
                linker.link((Class<?>) question[1], Role.of((String) question[2]), (MethodType) question[3], (String)
                        question[4]);
            case "beginTrace" -> {
                linker.trace();
                yield Traces.begin();
            }
            case "endTrace" -> Traces.end(question[1]);
            case "redisNodes" -> engine.redisNodes();
            case "synchrony" -> engine.synchrony();
            case "methods" -> methods();
            case "stats" -> stats();
            case "look" -> look((String) question[1], (Object[]) question[2]);
            case "leave" -> leave();
            default -> changed(question);
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // handed on to the API
    private @Nullable Object changed(Object[] question) {
        Caches caches = engine.caches();
        if (caches == null || !(question.length > 1 && question[1] instanceof String cache)) {
            return null;
        }
        switch ((String) question[0]) {
            case "invalidate" -> caches.changes().invalidate(cache, (Object[]) question[2]);
            case "clear" -> caches.changes().clear(cache);
            case "invalidateTag" -> caches.changes().invalidateTag(cache, (String) question[2]);
            case "invalidatePattern" -> {
                return caches.changes().invalidatePattern(cache, (String) question[2]);
            }
            default -> {}
        }
        return null;
    }

    private Object @Nullable [][] stats() {
        Caches caches = engine.caches();
        return caches == null
                ? null
                : caches.figures().stream().map(CacheFigures::row).toArray(Object[][]::new);
    }

    private Object @Nullable [] look(String cache, Object[] parameters) {
        Caches caches = engine.caches();
        return caches == null ? null : caches.look(cache, parameters);
    }

    private Object @Nullable [][] methods() {
        Caches caches = engine.caches();
        return caches == null ? null : caches.methods();
    }

    /**
     * Leaves: every method runs without us at once, then the classes are restored and everything of ours is closed. What
     * was under way settles as it would have.
     */
    private Object leave() {
        linker.leave();
        instrumentation.removeTransformer(transformer);
        Class<?>[] woven = Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(transformer::hasWoven)
                .filter(instrumentation::isModifiableClass)
                .toArray(Class<?>[]::new);
        for (Class<?> type : woven) {
            try {
                instrumentation.retransformClasses(type);
            } catch (UnmodifiableClassException | LinkageError unrestored) {
                log.warn(type.getName() + " keeps the woven code, which does nothing any more: " + unrestored);
            }
            linker.forget(type);
        }
        engine.close();
        log.info("The agent has left; " + woven.length + " classes are as they were");
        return true;
    }
}
