package dev.tiercel.readthrough;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A method that returns a publisher, as one that returns a stage: it subscribes by itself, with the context of a
 * subscriber that does not wait for it. For one call.
 */
final class BackgroundBody {
    private static final MethodType RUN = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final Body method;
    private final Reactor reactor;
    private final Region region;
    private final Call call;
    private final Object context;
    private final Body body;

    BackgroundBody(Body method, Reactor reactor, Region region, Call call, Object context) {
        this.method = method;
        this.reactor = reactor;
        this.region = region;
        this.call = call;
        this.context = context;
        this.body = new Body(this::handle, method.application());
    }

    Body body() {
        return body;
    }

    private MethodHandle handle() {
        if (!method.isAvailable()) {
            throw new IllegalStateException("the method cannot be run by us");
        }
        return Handles.bind(this, "run", RUN);
    }

    Object run(@Nullable Object self, @Nullable Object[] arguments) throws Throwable {
        boolean unused = body.isEntered(); // It is; what the woven code is to see is the method's own mark.
        Body.Result result = method.run(self, arguments);
        if (result.thrown() != null) {
            throw result.thrown();
        }
        Object source = reactor.from(result.returned());
        Flight flight = region.flights().get(call.key());
        if (flight != null) {
            source = reactor.inContext(source, Within.context(reactor, flight, Within.of(reactor, context)));
        }
        source = reactor.inContext(source, context);
        return reactor.isFlux() ? list(source) : reactor.future(source);
    }

    /** Too many elements count as cancelled: nothing is stored, and whoever waits loads for itself. */
    private CompletableFuture<?> list(Object source) {
        return reactor.list(source, Elements.MOST + 1L).thenApply(all -> {
            if (all instanceof List<?> list && list.size() > Elements.MOST) {
                throw new CancellationException("too many elements");
            }
            return all;
        });
    }
}
