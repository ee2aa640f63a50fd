package dev.tiercel.readthrough;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** The application's Reactor, as one method needs it: looked for at the method's first call. Thread-safe. */
final class ReactorOfApplication {
    private final WeakReference<ClassLoader> application;
    private final MethodSpec.Result result;
    private final Mishaps mishaps;
    private volatile @Nullable Reactor reactor;
    private volatile boolean missing;

    ReactorOfApplication(ClassLoader application, MethodSpec.Result result, Mishaps mishaps) {
        this.application = new WeakReference<>(application);
        this.result = result;
        this.mishaps = mishaps;
    }

    /** Null: there is none that would do, and that has been said. */
    @Nullable
    Reactor get() {
        Reactor known = reactor;
        return known != null || missing ? known : find();
    }

    private synchronized @Nullable Reactor find() {
        ClassLoader loader = application.get();
        if (reactor != null || missing || loader == null) {
            return reactor;
        }
        try {
            reactor = new Reactor(loader, result.erased(), result.wrapper() == MethodSpec.Wrapper.FLUX);
        } catch (ReflectiveOperationException | LinkageError none) {
            missing = true;
            mishaps.unfit("returns a " + result.erased() + ", for which Reactor 3.4 or later is needed, and a declared"
                    + " type of Mono, Flux or Publisher");
        }
        return reactor;
    }
}
