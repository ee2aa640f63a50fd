package dev.tiercel.readthrough;

import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Does what the code that is woven into a reading method does; the receiver of a call is its body. */
final class WovenRead {
    /** The method as the engine runs it by itself. */
    static final class Self {
        @Nullable
        WovenRead method;

        MethodHandle body() {
            MethodType type = MethodType.methodType(Object.class, Object.class, Object[].class);
            try {
                return MethodHandles.lookup().bind(this, "run", type);
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Nullable
        Object run(@Nullable Object receiver, @Nullable Object[] arguments) throws Exception {
            WovenRead woven = method;
            if (woven == null || !(receiver instanceof Callable<?> body)) {
                throw new AssertionError("no method or no receiver");
            }
            return woven.call(body, arguments);
        }
    }

    private final ReadHandles handles;
    private final int passed;

    WovenRead(ReadHandles handles, int passed) {
        this.handles = handles;
        this.passed = passed;
    }

    /** A call of the method with that body. */
    @Nullable
    Object call(Callable<?> body, @Nullable Object... arguments) throws Exception {
        return call(hit(arguments), body, arguments);
    }

    /** As {@link #call}, in a process in which traces are taken. */
    @Nullable
    Object tracedCall(Callable<?> body, @Nullable Object... arguments) throws Exception {
        return call(invoke(handles.tracedHit(), handedOver(arguments)), body, arguments);
    }

    private @Nullable Object call(@Nullable Object hit, Callable<?> body, @Nullable Object... arguments)
            throws Exception {
        if (hit != null) {
            return hit;
        }
        Object opened = open(body, arguments);
        if (opened instanceof Throwable[] thrown) {
            throw (Exception) thrown[0];
        }
        return opened instanceof Object[] answered ? answered[0] : run(body, opened);
    }

    private static @Nullable Object run(Callable<?> body, @Nullable Object opened) throws Exception {
        if (opened == null) {
            return body.call();
        }
        BiFunction<Object, Throwable, Object[]> ticket = ticket(opened);
        Object value;
        try {
            value = body.call();
        } catch (Throwable thrown) {
            Object[] instead = ticket.apply(null, thrown);
            if (instead != null) {
                return instead[0];
            }
            throw thrown;
        }
        Object[] instead = ticket.apply(value, null);
        return instead == null ? value : instead[0];
    }

    /** The value in L1, or null. */
    @Nullable
    Object hit(@Nullable Object... arguments) {
        return invoke(handles.hit(), handedOver(arguments));
    }

    @Nullable
    Object open(Callable<?> body, @Nullable Object... arguments) {
        List<@Nullable Object> all = handedOver(arguments);
        all.add(body);
        all.add(arguments);
        return invoke(handles.open(), all);
    }

    private List<@Nullable Object> handedOver(@Nullable Object[] arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        if (passed > KeyRecipe.MAX_SPREAD) {
            all.add(arguments);
        } else {
            all.addAll(Arrays.asList(arguments).subList(0, passed));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    static BiFunction<Object, Throwable, Object[]> ticket(@Nullable Object opened) {
        return (BiFunction<Object, Throwable, Object[]>) opened;
    }

    private static @Nullable Object invoke(MethodHandle handle, List<@Nullable Object> arguments) {
        try {
            // A method that is switched off has handles without parameters.
            return handle.type().parameterCount() == 0 ? handle.invoke() : handle.invokeWithArguments(arguments);
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }
}
