package dev.tiercel.weaving;

import dev.tiercel.boot.Engine;
import dev.tiercel.metrics.CacheFigures;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.Traces;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers {@code Link}: the name of a question and its arguments, all of the JDK's types. Thread-safe. */
final class Answers implements Function<Object[], @Nullable Object> {
    private final Agent agent;
    private final Engine engine;
    private final Linker linker;

    Answers(Agent agent, Engine engine, Linker linker) {
        this.agent = agent;
        this.engine = engine;
        this.linker = linker;
    }

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
            case "start" -> agent.start();
            case "attach" -> agent.attach();
            case "openControl" -> {
                agent.openControl();
                yield null;
            }
            case "again" -> {
                agent.again((String) question[1]);
                yield null;
            }
            case "leave" -> agent.leave() >= 0 ? true : null;
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
}
