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
        Object begun = begin(arguments);
        Object value;
        try {
            value = body.call();
        } catch (Throwable thrown) {
            after(null, thrown, begun, arguments);
            throw thrown;
        }
        return after(value, null, begun, arguments);
    }

    /** A call that returns nothing. */
    void call(@Nullable Object... arguments) {
        after(null, null, begin(arguments), arguments);
    }

    @Nullable
    Object begin(@Nullable Object... arguments) {
        try {
            return handles.begin().invokeWithArguments(Arrays.asList(arguments));
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }

    /** What the method returns in the end. */
    @Nullable
    Object after(
            @Nullable Object value, @Nullable Throwable thrown, @Nullable Object begun, @Nullable Object... arguments) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(arguments));
        all.add(value);
        all.add(thrown);
        all.add(begun);
        try {
            Object instead = handles.after().invokeWithArguments(all);
            return instead instanceof Object[] other ? other[0] : value;
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }
}
