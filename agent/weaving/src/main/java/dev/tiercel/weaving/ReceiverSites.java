package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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

    private final ClassValue<Choice> byReceiver;

    /** The methods of one class, with a handle for each type that was asked for. */
    private record Choice(LinkedMethod method, Map<MethodType, MethodHandle> handles) {
        Choice(LinkedMethod method) {
            this(method, new ConcurrentHashMap<>());
        }

        MethodHandle handle(Role role, MethodType type) {
            // The types of the roles differ, but for OPEN and AFTER of some methods; a method has one of these.
            return handles.computeIfAbsent(type, any -> method.constant(role, type));
        }
    }

    /**
     * @param own of objects whose class says nothing
     * @param special of a class that itself says something; null: it does not
     */
    ReceiverSites(LinkedMethod own, Function<Class<?>, @Nullable LinkedMethod> special) {
        this.own = own;
        Choice otherwise = new Choice(own);
        byReceiver = new ClassValue<>() {
            @Override
            protected Choice computeValue(Class<?> type) {
                LinkedMethod method = special.apply(type);
                if (method != null) {
                    return new Choice(method);
                }
                Class<?> superclass = type.getSuperclass();
                return superclass == null ? otherwise : get(superclass);
            }
        };
    }

    @Override
    public MethodHandle constant(Role role, MethodType type) {
        MethodType inner = type.dropParameterTypes(0, 1);
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
