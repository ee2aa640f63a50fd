package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What one framework's interceptor is to do about each call. What is told of a method is remembered. Thread-safe.
 *
 * <p>Reads and changes are not treated alike. A method that we read is not to be kept a second time, so the
 * interceptor lets it pass. A method that changes data has its say in both caches: the framework's may hold what other
 * methods read, in classes that we left to it or have not seen yet, on other instances, and from before; and it is
 * asked again for ours when we are out of the way (switched off, left, gone after failures). So its cache is right at any
 * time, and what it does too much is to drop what is not there.
 *
 * <p>A change of which we know nothing (an annotation made of others, one that a class inherits, configuration in XML)
 * has no name for us, but the framework knows what it does: the caches it changes are cleared here.
 */
final class Steps {
    private static final MethodType STEP =
            MethodType.methodType(Object.class, Object.class, Object.class, Object.class);

    private final Framework framework;
    private final Honoured honoured;
    private final Linker linker;
    private final EventLog log;

    private final PerClass<ConcurrentMap<Object, Verdict>> verdicts =
            new PerClass<>(holder -> new ConcurrentHashMap<>());

    Steps(Framework framework, Honoured honoured, Linker linker, EventLog log) {
        this.framework = framework;
        this.honoured = honoured;
        this.linker = linker;
        this.log = log;
    }

    /** Lets go of what it knows of each class. */
    void forgetAll() {
        verdicts.forgetAll();
    }

    /** {@link #step} as a handle. */
    MethodHandle handle() {
        try {
            return MethodHandles.lookup().bind(this, "step", STEP);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * What is to be done about a call: null: what the framework would do; a {@code BiConsumer}: that too, and it takes the
     * result or exception afterwards; anything else: no more than to run the method. It never throws.
     *
     * @param target on which the method is called
     * @param call what the framework gives of it
     */
    @Nullable
    Object step(Object interceptor, @Nullable Object target, Object call) {
        if (target == null) {
            return null;
        }
        try {
            Object method = framework.identity(call);
            ConcurrentMap<Object, Verdict> known = verdicts.get(framework.holder(target.getClass(), call));
            Verdict verdict = known.get(method);
            if (verdict == null) {
                verdict = judge(interceptor, target.getClass(), call);
                known.put(method, verdict);
            }
            return verdict.step(linker);
        } catch (Throwable mishap) {
            log.warn(
                    "A cache interceptor of " + framework.name() + " could not be told what is cached here: " + mishap);
            return null;
        }
    }

    private Verdict judge(Object interceptor, Class<?> target, Object call) throws ReflectiveOperationException {
        Method method = framework.method(call);
        List<Target> targets = Target.of(target, method, honoured);
        if (!targets.isEmpty()) {
            return new Verdict(targets, null);
        }
        List<String> changed = framework.changed(interceptor, target, method, call);
        Caches caches = linker.caches();
        if (changed.isEmpty() || caches == null) {
            return new Verdict(List.of(), null);
        }
        String name = target.getSimpleName() + "." + method.getName();
        log.warn(name + " changes " + String.join(", ", changed) + " in a way that only " + framework.name()
                + " knows; after each of its calls all of it is cleared here");
        return new Verdict(List.of(), Clearing.of(caches, name, changed, target.getClassLoader()));
    }

    /**
     * What is known of a method.
     *
     * @param targets its woven bodies
     * @param after null: nothing is to be done afterwards
     */
    private record Verdict(List<Target> targets, @Nullable Clearing after) {
        @Nullable
        Object step(Linker linker) {
            for (Target each : targets) {
                if (each.reads() && linker.isLive(each.owner(), each.method())) {
                    return true;
                }
            }
            return after;
        }
    }
}
