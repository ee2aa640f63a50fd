package dev.tiercel.readthrough;

import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of one woven method, to be run by us: on our threads, or with other arguments. The call goes through the woven
 * code again, which asks here whether the call is ours. Thread-safe.
 */
final class Body {
    /** The body that this thread is about to enter; gone as soon as the woven code has seen it. */
    private static final ThreadLocal<Body> ENTERING = new ThreadLocal<>();

    /** Until the first call of this kind, no thread is asked for its mark. */
    private static volatile boolean used;

    private final Supplier<MethodHandle> maker;
    private final WeakReference<ClassLoader> application;
    private volatile @Nullable MethodHandle handle;

    /** @param maker of a handle {@code (Object self, Object[] arguments)Object}; throws where there can be none */
    Body(Supplier<MethodHandle> maker, @Nullable ClassLoader application) {
        this.maker = maker;
        this.application = new WeakReference<>(application);
    }

    @Nullable
    ClassLoader application() {
        return application.get();
    }

    /** True on a thread that runs this body for us and enters it just now; the next call is a call like any other. */
    boolean isEntered() {
        if (!used || ENTERING.get() != this) {
            return false;
        }
        ENTERING.remove();
        return true;
    }

    /** What came of running it. */
    record Result(@Nullable Object returned, @Nullable Throwable thrown, boolean ran) {}

    /** Runs it on this thread; never throws. */
    Result run(@Nullable Object self, @Nullable Object[] arguments) {
        used = true;
        Body outer = ENTERING.get();
        ENTERING.set(this);
        Object returned = null;
        Throwable thrown = null;
        boolean entered;
        try {
            returned = (Object) handle().invokeExact(self, arguments);
        } catch (Throwable ofTheMethod) {
            thrown = ofTheMethod;
        } finally {
            entered = ENTERING.get() != this;
            restore(outer);
        }
        return new Result(returned, thrown, entered);
    }

    private static void restore(@Nullable Body outer) {
        if (outer == null) {
            ENTERING.remove();
        } else {
            ENTERING.set(outer);
        }
    }

    /** @throws IllegalStateException there can be no handle */
    private MethodHandle handle() {
        MethodHandle known = handle;
        if (known == null) {
            known = maker.get();
            handle = known;
        }
        return known;
    }

    /** Whether it can be run at all. */
    boolean isAvailable() {
        try {
            handle();
            return true;
        } catch (RuntimeException | LinkageError unavailable) {
            return false;
        }
    }
}
