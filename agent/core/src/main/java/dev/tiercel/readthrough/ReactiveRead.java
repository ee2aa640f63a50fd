package dev.tiercel.readthrough;

import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyRecipe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The read path of a method that returns a Mono or a Flux. A call only wraps itself: each subscription to what it returns
 * is a call of its own, see {@link ReactiveCall}. Thread-safe.
 *
 * <p>A cache keeps the value of a Mono, and the list of the elements of a Flux.
 */
final class ReactiveRead {
    private static final MethodType OPEN =
            MethodType.methodType(Object.class, Object.class, Object.class, Object[].class);

    private final ReadThrough path;
    private final Body body;
    private final ReactorOfApplication reactor;

    /** @param path as for a method that returns values */
    ReactiveRead(ReadThrough path, ReactorOfApplication reactor) {
        CachedMethod method = path.method();
        this.path = ranBy(method.body(), method);
        this.body = method.body();
        this.reactor = reactor;
    }

    /** For what runs without its caller, a publisher's value is like a stage's. */
    private static ReadThrough ranBy(Body body, CachedMethod method) {
        return ReadThrough.of(new CachedMethod(
                method.name(),
                method.cache(),
                method.region(),
                new Form(MethodSpec.Wrapper.STAGE, method.form().optional()),
                method.entries(),
                method.l2(),
                method.loads(),
                body,
                method.mishaps(),
                method.tags()));
    }

    ReadHandles handles(KeyRecipe recipe, @Nullable Expression condition) {
        MethodHandle all = MethodHandles.collectArguments(Handles.bind(this, "open", OPEN), 0, recipe.handle());
        MethodType handedOver = recipe.handle().type();
        MethodHandle open = condition == null ? all : ReadHandles.conditioned(condition, all, handedOver);
        return ReadHandles.ofOpen(open, handedOver, path.method().mishaps());
    }

    /** As {@link ReadThrough#open(Object, Object, Object[])}: the publisher, or null. */
    @Nullable
    Object open(Object key, @Nullable Object self, @Nullable Object[] arguments) {
        if (body.isEntered()) {
            return null; // It is we who run the method.
        }
        Reactor known = reactor.get();
        if (known == null || !body.isAvailable()) {
            return null;
        }
        return new Object[] {
            known.deferred(context -> {
                Call call =
                        Call.now(key, self, arguments, path.method().config().budget());
                return new ReactiveCall(this, known, call, context).next();
            })
        };
    }

    ReadThrough path() {
        return path;
    }

    /** The method itself, which returns a publisher. */
    Body body() {
        return body;
    }

    /** The same path, with a body that can be run without its caller: it subscribes, and returns a stage. */
    ReadThrough inBackground(Reactor known, Call call, Object context) {
        return ranBy(new BackgroundBody(body, known, path.method().region(), call, context).body(), path.method());
    }
}
