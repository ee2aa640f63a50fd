package dev.tiercel.readthrough;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Does what the code that is woven into a changing method does. */
final class WovenWrite {
    private final WriteHandles handles;

    WovenWrite(WriteHandles handles) {
        this.handles = handles;
    }

    /** A call of the method with that body. */
    @Nullable
    Object call(Callable<?> body, @Nullable Object... arguments) throws Exception {
        long begun = begin();
        Object value;
        try {
            value = body.call();
        } catch (Throwable thrown) {
            after(null, thrown, begun, arguments);
            throw thrown;
        }
        after(value, null, begun, arguments);
        return value;
    }

    /** A call that returns nothing. */
    void call(@Nullable Object... arguments) {
        after(null, null, begin(), arguments);
    }

    long begin() {
        try {
            return (long) handles.begin().invokeExact();
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }

    void after(@Nullable Object value, @Nullable Throwable thrown, long begun, @Nullable Object... arguments) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(arguments));
        all.add(value);
        all.add(thrown);
        all.add(begun);
        try {
            handles.after().invokeWithArguments(all);
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }
}
