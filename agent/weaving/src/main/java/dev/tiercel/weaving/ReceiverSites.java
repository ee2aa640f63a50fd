package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handles of a woven body that asks for its receiver's class, because subclasses may have it cached each in its own
 * way. Each class that says something of its own has call sites of its own; all others have those of the body. What is
 * found for a class is held by that class, so that it can go. Thread-safe.
 */
final class ReceiverSites implements LinkedConstant {
    private static final MethodHandle PICK = find();

    private final LinkedMethod own;

    private final PerClass<Choice> byReceiver;

    private final Map<Role, MutableCallSite> sites = new EnumMap<>(Role.class);
    private boolean shared;

    /** What is done for the objects of one class, with the handle of each role that was asked for. */
    private record Choice(LinkedMethod method, Map<Role, MethodHandle> handles) {
        Choice(LinkedMethod method) {
            this(method, new ConcurrentHashMap<>());
        }

        MethodHandle handle(Role role, MethodType type) {
            MethodHandle known = handles.get(role);
            return known != null ? known : handles.computeIfAbsent(role, any -> method.constant(any, type));
        }
    }

    /**
     * @param own of objects whose class says nothing
     * @param special of a class that itself says something; null: it does not
     */
    ReceiverSites(LinkedMethod own, Function<Class<?>, @Nullable LinkedMethod> special) {
        this.own = own;
        Choice otherwise = new Choice(own);
        byReceiver = new PerClass<>(type -> {
            LinkedMethod method = special.apply(type);
            if (method != null) {
                return new Choice(method);
            }
            Class<?> superclass = type.getSuperclass();
            return superclass == null ? otherwise : choice(superclass);
        });
    }

    private Choice choice(Class<?> type) {
        return byReceiver.get(type);
    }

    /** Lets go of what it knows of each class. */
    void forgetAll() {
        byReceiver.forgetAll();
    }

    @Override
    public synchronized MethodHandle constant(Role role, MethodType type) {
        return sites.computeIfAbsent(role, any -> new MutableCallSite(target(role, type)))
                .dynamicInvoker();
    }

    /** From now on a class may say something of its own; before that nobody pays for the question. */
    synchronized void share() {
        if (!shared) {
            shared = true;
            sites.forEach((role, site) -> site.setTarget(target(role, site.type())));
            MutableCallSite.syncAll(sites.values().toArray(MutableCallSite[]::new));
        }
    }

    private MethodHandle target(Role role, MethodType type) {
        MethodType inner = type.dropParameterTypes(0, 1);
        if (!shared) {
            return MethodHandles.dropArguments(own.constant(role, inner), 0, Object.class);
        }
        MethodHandle pick = MethodHandles.insertArguments(PICK, 0, this, role, inner);
        return MethodHandles.filterArguments(MethodHandles.exactInvoker(inner), 0, pick);
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private MethodHandle pick(Role role, MethodType type, @Nullable Object receiver) {
        return receiver == null
                ? own.constant(role, type)
                : byReceiver.get(receiver.getClass()).handle(role, type);
    }

    private static MethodHandle find() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(
                            ReceiverSites.class,
                            "pick",
                            MethodType.methodType(MethodHandle.class, Role.class, MethodType.class, Object.class));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
