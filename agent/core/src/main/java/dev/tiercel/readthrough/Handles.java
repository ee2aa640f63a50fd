package dev.tiercel.readthrough;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Method handles on this room's own methods. */
final class Handles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Handles() {}

    static MethodHandle bind(Object receiver, String name, MethodType type) {
        try {
            return LOOKUP.bind(receiver, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The handle, made to return null instead of nothing. */
    static MethodHandle thenNull(MethodHandle returnsNothing) {
        return MethodHandles.filterReturnValue(returnsNothing, MethodHandles.constant(Object.class, null));
    }

    /**
     * The handle, kept out of the compiled code of its callers. Whatever a constant handle leads to is compiled into the
     * woven method, the way of a miss too, at several times the size of the hit's; and then the virtual machine takes
     * the woven method for too big to be compiled into its own callers. A handle in a field that may change leads
     * nowhere yet, for the compiler; the call costs some nanoseconds more.
     */
    static MethodHandle apart(MethodHandle handle) {
        try {
            MethodHandle get = LOOKUP.findGetter(Apart.class, "handle", MethodHandle.class);
            return MethodHandles.foldArguments(
                    MethodHandles.exactInvoker(handle.type()), get.bindTo(new Apart(handle)));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Not a record, and its field is not final: on purpose, see {@link #apart}. */
    private static final class Apart {
        @SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // through its getter
        private MethodHandle handle;

        Apart(MethodHandle handle) {
            this.handle = handle;
        }
    }
}
