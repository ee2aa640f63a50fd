package dev.tiercel.weaving;

import dev.tiercel.export.Registries;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.Caches;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.ReadHandles;
import dev.tiercel.readthrough.WriteHandles;
import dev.tiercel.transaction.JdbcCall;
import dev.tiercel.transaction.Transactions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    private final Receivers receivers;
    private final Honoured honoured;
    private final EventLog log;

    /** What was woven, by class loader and class name, until the class asks for it. */
    private final Map<ClassLoader, Map<String, Map<String, Linkable>>> expected =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final Set<LinkedMethod> linked = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean traced;
    private boolean left;

    private final ClassValue<ConcurrentMap<String, LinkedConstant>> byClass = new ClassValue<>() {
        @Override
        protected ConcurrentMap<String, LinkedConstant> computeValue(Class<?> owner) {
            return new ConcurrentHashMap<>();
        }
    };

    /** @param caches made when the first woven method is called; null: there are none, and every method runs as it is */
    Linker(
            Supplier<@Nullable Caches> caches,
            Transactions transactions,
            Registries registries,
            Bodies bodies,
            Receivers receivers,
            Honoured honoured,
            EventLog log) {
        this.caches = caches;
        this.transactions = transactions;
        this.registries = registries;
        this.bodies = bodies;
        this.receivers = receivers;
        this.honoured = honoured;
        this.log = log;
    }

    /** Notes what was woven into a class, before it is defined. */
    void expect(ClassLoader loader, String className, Map<String, Linkable> methods) {
        expected.computeIfAbsent(loader, any -> new ConcurrentHashMap<>()).put(className, methods);
    }

    /** The handle for a role of a woven method; null: nothing is known of it. It may be asked for more than once. */
    @Nullable
    MethodHandle link(Class<?> owner, Role role, MethodType type, String method) {
        LinkedConstant known =
                switch (role) {
                    case STEP -> byClass.get(owner).computeIfAbsent(method, id -> register(stepping(owner)));
                    case JDBC_BEGIN, JDBC_END ->
                        byClass.get(owner).computeIfAbsent(method, id -> register(telling(JdbcCall.valueOf(id))));
                    case REGISTRY ->
                        byClass.get(owner)
                                .computeIfAbsent(
                                        method,
                                        id -> register(new LinkedMethod(RegistryLink.handles(registries), Map.of())));
                    default -> constants(owner, method);
                };
        return known.constant(role, type);
    }

    private LinkedConstant constants(Class<?> owner, String method) {
        return byClass.get(owner).computeIfAbsent(method, id -> linked(owner, id));
    }

    /** True while calls of the method are answered from the cache; false: it was not woven, or was taken out. */
    boolean isLive(Class<?> owner, String method) {
        return constants(owner, method) instanceof LinkedMethod known && known.isLive(Role.HIT);
    }

    /** All caches; null: there are none. */
    @Nullable
    Caches caches() {
        return caches.get();
    }

    private LinkedMethod telling(JdbcCall call) {
        return new LinkedMethod(JdbcLink.handles(transactions, call), Map.of());
    }

    private LinkedMethod stepping(Class<?> interceptor) {
        try {
            MethodHandle step = new Steps(Framework.of(interceptor), honoured, this, log).handle();
            return new LinkedMethod(Map.of(Role.STEP, step), Map.of());
        } catch (ReflectiveOperationException | LinkageError unknown) {
            log.warn(
                    interceptor.getName() + " is of a version that is not known: what it caches and what is cached here"
                            + " may be cached twice, and changes may reach one of both: " + unknown);
            return new LinkedMethod(Map.of(), Map.of());
        }
    }

    private LinkedConstant linked(Class<?> owner, String id) {
        Linkable method = expected.getOrDefault(owner.getClassLoader(), Map.of())
                .getOrDefault(owner.getName(), Map.of())
                .get(id);
        LinkedMethod own = register(make(owner, id, method, owner.getClassLoader()));
        return method == null || !method.byReceiver()
                ? own
                : receivers.sites(owner, id, own, said -> register(make(owner, id, said.linkable(), said.loader())));
    }

    /** Makes every method, now and later, look whether its caller takes a trace. */
    synchronized void trace() {
        if (!traced && !left) {
            traced = true;
            linked.forEach(LinkedMethod::trace);
        }
    }

    /** Takes every method out of the cache, now and later. */
    synchronized void leave() {
        left = true;
        linked.forEach(LinkedMethod::bypass);
    }

    /** Forgets what the class's methods were linked to. */
    void forget(Class<?> owner) {
        byClass.remove(owner);
    }

    private synchronized LinkedMethod register(LinkedMethod method) {
        linked.add(method);
        if (left) {
            method.bypass();
        } else if (traced) {
            method.trace();
        }
        return method;
    }

    /**
     * @param owner the class that is woven
     * @param method null: nothing is said of it
     * @param loader of the class in whose name it is said
     */
    private LinkedMethod make(Class<?> owner, String id, @Nullable Linkable method, ClassLoader loader) {
        Caches all = caches.get();
        if (method == null || method.isSilent() || all == null) {
            return new LinkedMethod(Map.of(), Map.of());
        }
        MethodSpec spec = method.spec();
        if (spec.read() == null) {
            return writing(all.writing(spec, loader));
        }
        List<LinkedMethod> self = new ArrayList<>();
        Runnable bypass = () -> self.forEach(LinkedMethod::bypass);
        LinkedMethod linkedMethod =
                reading(all.reading(spec, loader, bypass, () -> bodies.of(owner, id, method.isStatic())));
        self.add(linkedMethod);
        return linkedMethod;
    }

    private static LinkedMethod reading(ReadHandles handles) {
        if (handles.equals(ReadHandles.BYPASS)) {
            return new LinkedMethod(Map.of(), Map.of());
        }
        return new LinkedMethod(
                Map.of(Role.HIT, handles.hit(), Role.OPEN, handles.open()), Map.of(Role.HIT, handles.tracedHit()));
    }

    private static LinkedMethod writing(WriteHandles handles) {
        return new LinkedMethod(Map.of(Role.BEGIN, handles.begin(), Role.AFTER, handles.after()), Map.of());
    }
}
