package dev.tiercel.weaving;

import dev.tiercel.export.Registries;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.ReadHandles;
import dev.tiercel.readthrough.WriteHandles;
import dev.tiercel.threads.Daemons;
import dev.tiercel.transaction.JdbcCall;
import dev.tiercel.transaction.Transactions;
import dev.tiercel.weaving.LinkedMethod.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives woven classes their constants. What belongs to a class is held by that class alone, so that the classes of an
 * undeployed application can go, and their caches with them. Thread-safe.
 */
final class Linker {
    private final Supplier<@Nullable Caches> caches;
    private final Transactions transactions;
    private final Registries registries;
    private final Bodies bodies;
    private final Honoured honoured;
    private final EventLog log;

    /** What was woven, by class loader and class name, until the class asks for it. */
    private final Map<ClassLoader, Map<String, Expected>> expected = Collections.synchronizedMap(new WeakHashMap<>());

    /** Of one class, as it was woven last and, where that is newer than some of its calls, before. */
    private record Expected(
            Weaving weaving,
            Map<String, Linkable> methods,
            @Nullable Expected before) {
        @Nullable
        Expected of(int generation) {
            Expected at = this;
            while (at != null && at.weaving.generation() != generation) {
                at = at.before;
            }
            return at;
        }
    }

    private final Set<LinkedMethod> linked = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<Steps> steps = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private boolean traced;
    private boolean paused;

    /** A change, or the end of a transaction, would not be heard of: no read is answered from the cache any more. */
    private volatile boolean deaf;

    private volatile boolean silenced;

    private boolean left;

    private final PerClass<ConcurrentMap<String, LinkedConstant>> byClass =
            new PerClass<>(owner -> new ConcurrentHashMap<>());

    /** @param caches made when the first woven method is called; null: there are none, and every method runs as it is */
    Linker(
            Supplier<@Nullable Caches> caches,
            Transactions transactions,
            Registries registries,
            Bodies bodies,
            Honoured honoured,
            EventLog log) {
        this.caches = caches;
        this.transactions = transactions;
        this.registries = registries;
        this.bodies = bodies;
        this.honoured = honoured;
        this.log = log;
    }

    /**
     * Notes what was woven into a class, before it is defined.
     *
     * @param weaving by which
     */
    void expect(Weaving weaving, ClassLoader loader, String className, Map<String, Linkable> methods) {
        expected.computeIfAbsent(loader, any -> new ConcurrentHashMap<>())
                .merge(className, new Expected(weaving, methods, null), Linker::newer);
    }

    /** Notes what one method of a class is linked to, whatever is configured and whatever happens. */
    void expect(Class<?> owner, String marked, Handles handles) {
        byClass.get(owner).put(marked, new LinkedMethod(any -> handles));
    }

    /** Calls that are woven the old way may still be linked for a moment, but no older ones. */
    private static Expected newer(Expected known, Expected now) {
        return known.weaving.generation() == now.weaving.generation()
                ? new Expected(now.weaving, now.methods, known.before)
                : new Expected(now.weaving, now.methods, new Expected(known.weaving, known.methods, null));
    }

    /** The handle for a role of a woven method; null: nothing is known of it. It may be asked for more than once. */
    @Nullable
    MethodHandle link(Class<?> owner, Role role, MethodType type, String method) {
        if (deaf && !silenced) {
            boolean unused = goDeaf();
        }
        try {
            return linked(owner, role, type, method);
        } catch (Throwable ours) {
            unlinked(owner.getName() + "." + method, role, ours);
            return null;
        }
    }

    /**
     * A change that nobody hears of must not be hidden by what was cached before it, nor by what is cached before its
     * commit. That is not tried again later: what the call under way has changed, or will, nobody knows then.
     */
    private void unlinked(String method, Role role, Throwable ours) {
        if (role != Role.AFTER && role != Role.JDBC_BEGIN && role != Role.JDBC_END) {
            log.warn(method + " runs uncached: it could not be linked; please report this line: " + ours);
            return;
        }
        deaf = true;
        if (goDeaf()) {
            log.error("Everything runs uncached from now on, until the application is started anew: " + method
                    + " could not be linked, and nobody would hear of what it changes; please report this line: "
                    + ours);
        }
    }

    /** False: it was already seen to that no read is answered. */
    private boolean goDeaf() {
        if (silenced) {
            return false;
        }
        Daemons.insist(this::pauseAll);
        silenced = true; // Not where even the thread could not be made.
        return true;
    }

    private synchronized void pauseAll() {
        linked.forEach(LinkedMethod::pause);
    }

    private @Nullable MethodHandle linked(Class<?> owner, Role role, MethodType type, String method) {
        LinkedConstant known =
                switch (role) {
                    case STEP -> constant(owner, method, () -> stepping(owner));
                    case JDBC_BEGIN, JDBC_END ->
                        constant(owner, method, () -> fixed(JdbcLink.handles(transactions, JdbcCall.valueOf(method))));
                    case REGISTRY -> constant(owner, method, () -> fixed(RegistryLink.handles(registries)));
                    default -> constants(owner, method);
                };
        return known.constant(role, type);
    }

    private LinkedConstant constant(Class<?> owner, String method, Supplier<Handles> maker) {
        return byClass.get(owner).computeIfAbsent(method, any -> register(new LinkedMethod(self -> maker.get())));
    }

    private LinkedConstant constants(Class<?> owner, String method) {
        return byClass.get(owner).computeIfAbsent(method, any -> linked(owner, method));
    }

    private static Handles fixed(Map<Role, MethodHandle> handles) {
        return new Handles(handles, Map.of());
    }

    /**
     * True while calls of the method are answered from the cache; false: it was not woven, or was taken out.
     *
     * @param method its name and descriptor
     */
    boolean isLive(Class<?> owner, String method) {
        Expected known = expected(owner);
        return known != null
                && constants(owner, known.weaving.marked(method)) instanceof LinkedMethod live
                && live.isLive(Role.HIT);
    }

    /** All caches; null: there are none. */
    @Nullable
    Caches caches() {
        return caches.get();
    }

    private Handles stepping(Class<?> interceptor) {
        try {
            Steps made = new Steps(Framework.of(interceptor), honoured, this, log);
            steps.add(made);
            return fixed(Map.of(Role.STEP, made.handle()));
        } catch (ReflectiveOperationException | LinkageError unknown) {
            log.warn(
                    interceptor.getName() + " is of a version that is not known: what it caches and what is cached here"
                            + " may be cached twice, and changes may reach one of both: " + unknown);
            return Handles.NONE;
        }
    }

    private @Nullable Expected expected(Class<?> owner) {
        return expected.getOrDefault(owner.getClassLoader(), Map.of()).get(owner.getName());
    }

    private LinkedConstant linked(Class<?> owner, String marked) {
        Expected last = expected(owner);
        Expected known = last == null ? null : last.of(Weaving.generation(marked));
        String id = Weaving.unmarked(marked);
        Linkable method = known == null ? null : known.methods.get(id);
        LinkedMethod own = register(made(owner, id, method, owner.getClassLoader()));
        return known == null || method == null || !method.byReceiver()
                ? own
                : known.weaving
                        .receivers()
                        .sites(owner, id, own, said -> register(made(owner, id, said.linkable(), said.loader())));
    }

    /**
     * @param owner the class that is woven
     * @param method null: nothing is said of it
     * @param loader of the class in whose name it is said
     */
    private LinkedMethod made(Class<?> owner, String id, @Nullable Linkable method, ClassLoader loader) {
        return new LinkedMethod(self -> handles(owner, id, method, loader, self::bypass));
    }

    private Handles handles(Class<?> owner, String id, @Nullable Linkable method, ClassLoader loader, Runnable bypass) {
        Caches all = caches.get();
        if (method == null || method.isSilent() || all == null) {
            return Handles.NONE;
        }
        MethodSpec spec = method.spec();
        if (spec.read() == null) {
            WriteHandles handles = all.writing(spec, loader);
            return fixed(Map.of(Role.BEGIN, handles.begin(), Role.AFTER, handles.after()));
        }
        ReadHandles handles = all.reading(spec, loader, bypass, () -> bodies.of(owner, id, method.isStatic()));
        return handles.equals(ReadHandles.BYPASS)
                ? Handles.NONE
                : new Handles(
                        Map.of(Role.HIT, handles.hit(), Role.OPEN, handles.open()),
                        Map.of(Role.HIT, handles.tracedHit()));
    }

    /** Makes every method, now and later, look whether its caller takes a trace. */
    synchronized void trace() {
        if (!traced && !left) {
            traced = true;
            linked.forEach(LinkedMethod::trace);
        }
    }

    /** Every method that reads, now and later, runs bare, until {@link #resume}; those that change data go on. */
    synchronized void pause() {
        paused = true;
        pauseAll();
    }

    synchronized void resume() {
        paused = false;
        if (!deaf) {
            linked.forEach(LinkedMethod::resume);
        }
    }

    /** What is configured has changed: every method is linked anew. */
    synchronized void renew() {
        linked.forEach(LinkedMethod::renew);
    }

    /** Takes every method out of the cache, now and later, and lets go of all classes. */
    synchronized void leave() {
        left = true;
        linked.forEach(LinkedMethod::leave);
        byClass.forgetAll();
        for (Steps each : steps.toArray(Steps[]::new)) {
            each.forgetAll();
        }
    }

    private synchronized LinkedMethod register(LinkedMethod method) {
        linked.add(method);
        if (left) {
            method.leave();
            return method;
        }
        if (traced) {
            method.trace();
        }
        if (paused || deaf) {
            method.pause();
        }
        return method;
    }
}
