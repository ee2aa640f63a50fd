package dev.tiercel.readthrough;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Does what the code that is woven into a reading method does. */
final class WovenRead {
    private final ReadHandles handles;

    WovenRead(ReadHandles handles) {
        this.handles = handles;
    }

    /** A call of the method with that body. */
    @Nullable
    Object call(Callable<?> body, @Nullable Object... arguments) throws Exception {
        return call(hit(arguments), body, arguments);
    }

    /** As {@link #call}, in a process in which traces are taken. */
    @Nullable
    Object tracedCall(Callable<?> body, @Nullable Object... arguments) throws Exception {
        return call(invoke(handles.tracedHit(), arguments), body, arguments);
    }

    private @Nullable Object call(@Nullable Object hit, Callable<?> body, @Nullable Object... arguments)
            throws Exception {
        if (hit != null) {
            return hit;
        }
        Object opened = open(arguments);
        if (opened instanceof Throwable[] thrown) {
            throw (Exception) thrown[0];
        }
        return opened instanceof Object[] answered ? answered[0] : run(body, opened);
    }

    private static @Nullable Object run(Callable<?> body, @Nullable Object opened) throws Exception {
        if (opened == null) {
            return body.call();
        }
        BiConsumer<Object, Throwable> ticket = ticket(opened);
        Object value;
        try {
            value = body.call();
        } catch (Throwable thrown) {
            ticket.accept(null, thrown);
            throw thrown;
        }
        ticket.accept(value, null);
        return value;
    }

    /** The value in L1, or null. */
    @Nullable
    Object hit(@Nullable Object... arguments) {
        return invoke(handles.hit(), arguments);
    }

    @Nullable
    Object open(@Nullable Object... arguments) {
        return invoke(handles.open(), arguments);
    }

    @SuppressWarnings("unchecked")
    static BiConsumer<Object, Throwable> ticket(@Nullable Object opened) {
        return (BiConsumer<Object, Throwable>) opened;
    }

    private static @Nullable Object invoke(MethodHandle handle, @Nullable Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }
}
