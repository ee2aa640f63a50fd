package dev.tiercel.readthrough;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The application's own Reactor, for methods that return a Mono or for those that return a Flux. Its classes are others
 * than any of ours, so it is spoken to by method handles, and nothing but JDK types goes over: functions, stages, lists.
 * What is an {@code Object} here is a publisher of it, of the one of the two kinds, or a context. The operators that are
 * used are those of Reactor 3.4 and all later 3.x. Thread-safe.
 */
final class Reactor {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    private final boolean flux;
    private final MethodHandle deferred;
    private final MethodHandle error;
    private final MethodHandle from;
    private final MethodHandle inContext;
    private final MethodHandle onNext;
    private final MethodHandle onCancel;
    private final MethodHandle onError;
    private final MethodHandle using;
    private final MethodHandle then;
    private final MethodHandle just;
    private final MethodHandle stage;
    private final MethodHandle map;
    private final MethodHandle defaultIfEmpty;
    private final MethodHandle flatMap;
    private final MethodHandle toFuture;
    private final MethodHandle fromIterable;
    private final MethodHandle onComplete;
    private final MethodHandle take;
    private final MethodHandle collectList;
    private final MethodHandle contextOf;
    private final MethodHandle contextGet;

    /**
     * @param declared the class that the method returns by its descriptor, or that of the values which come in it
     * @param flux whether it may bring several elements
     * @throws ReflectiveOperationException the application has no Reactor that we know, or returns something special
     */
    Reactor(ClassLoader application, String declared, boolean flux) throws ReflectiveOperationException {
        this.flux = flux;
        Class<?> mono = type(ReactorNames.MONO, application);
        Class<?> many = type(ReactorNames.FLUX, application);
        Class<?> publisher = type(ReactorNames.PUBLISHER, application);
        Class<?> view = type(ReactorNames.CONTEXT_VIEW, application);
        Class<?> context = type(ReactorNames.CONTEXT, application);
        Class<?> kind = flux ? many : mono;
        Class<?> returned = type(declared, application);
        if (publisher.isAssignableFrom(returned) && !returned.isAssignableFrom(kind)) {
            throw new NoSuchMethodException("a publisher of its own kind");
        }
        deferred = ofClass(kind, "deferContextual", kind, Function.class);
        error = ofClass(kind, "error", kind, Throwable.class);
        from = ofClass(kind, "from", kind, publisher);
        inContext = ofEach(kind, "contextWrite", kind, view);
        onNext = ofEach(kind, "doOnNext", kind, Consumer.class);
        onCancel = ofEach(kind, "doOnCancel", kind, Runnable.class);
        onError = ofEach(kind, "onErrorResume", kind, Function.class);
        using = ofClass(
                kind, "usingWhen", kind, publisher, Function.class, Function.class, BiFunction.class, Function.class);
        then = ofEach(mono, flux ? "flatMapMany" : "flatMap", kind, Function.class);
        just = ofClass(mono, "justOrEmpty", mono, Object.class);
        stage = ofClass(mono, "fromCompletionStage", mono, CompletionStage.class);
        map = ofEach(mono, "map", mono, Function.class);
        defaultIfEmpty = ofEach(mono, "defaultIfEmpty", mono, Object.class);
        flatMap = ofEach(mono, "flatMap", mono, Function.class);
        toFuture = ofEach(mono, "toFuture", CompletableFuture.class);
        fromIterable = ofClass(many, "fromIterable", many, Iterable.class);
        onComplete = ofEach(many, "doOnComplete", many, Runnable.class);
        take = ofEach(many, "take", many, long.class);
        collectList = ofEach(many, "collectList", mono);
        contextOf = ofClass(context, "of", context, Object.class, Object.class);
        contextGet = ofEach(view, "getOrDefault", Object.class, Object.class, Object.class);
    }

    private static Class<?> type(String name, ClassLoader application) throws ClassNotFoundException {
        return Class.forName(name, false, application);
    }

    private static MethodHandle ofClass(Class<?> owner, String name, Class<?> returned, Class<?>... parameters)
            throws ReflectiveOperationException {
        return generic(LOOKUP.findStatic(owner, name, MethodType.methodType(returned, parameters)));
    }

    private static MethodHandle ofEach(Class<?> owner, String name, Class<?> returned, Class<?>... parameters)
            throws ReflectiveOperationException {
        return generic(LOOKUP.findVirtual(owner, name, MethodType.methodType(returned, parameters)));
    }

    private static MethodHandle generic(MethodHandle handle) {
        return handle.asType(handle.type().generic());
    }

    /** True: it may bring several elements. */
    boolean isFlux() {
        return flux;
    }

    /** For each subscription, what is made then of its context. */
    Object deferred(Function<Object, Object> maker) {
        return call(deferred, maker);
    }

    Object error(Throwable thrown) {
        return call(error, thrown);
    }

    /** A Mono of the value, empty for null. */
    Object just(@Nullable Object value) {
        return call(just, value);
    }

    /** A Flux of the elements. */
    Object elements(Iterable<?> elements) {
        return call(fromIterable, elements);
    }

    /** What a method of the application returned, whichever Publisher it is. */
    Object from(@Nullable Object publisher) {
        return publisher == null
                ? error(new NullPointerException("The method returned null instead of a publisher"))
                : call(from, publisher);
    }

    /** A Mono of what the stage brings. */
    Object stage(CompletionStage<?> brings) {
        return call(stage, brings);
    }

    /** What the function makes of what the stage brings, which must not be null. */
    <T> Object after(CompletionStage<T> brings, Function<T, Object> next) {
        return call(then, stage(brings), next);
    }

    /** The source, subscribed to with this context over the subscriber's own. */
    Object inContext(Object source, Object context) {
        return call(inContext, source, context);
    }

    Object contextOf(Object key, Object value) {
        return call(contextOf, key, value);
    }

    @Nullable
    Object inContext(Object context, Object key, @Nullable Object otherwise) {
        return callNullable(contextGet, context, key, otherwise);
    }

    Object onNext(Object source, Consumer<Object> told) {
        return call(onNext, source, told);
    }

    Object onCancel(Object source, Runnable told) {
        return call(onCancel, source, told);
    }

    /** Of a Flux: told before its subscriber is. */
    Object onComplete(Object source, Runnable told) {
        return call(onComplete, source, told);
    }

    /** What the function makes of the error instead. */
    Object onError(Object source, Function<Throwable, Object> instead) {
        return call(onError, source, instead);
    }

    /**
     * Of a Mono: what the function makes of its value, or of null when it is empty.
     *
     * @param instead what the other function makes of its error, as a Mono
     */
    Object settled(Object source, Function<@Nullable Object, Object> next, Function<Throwable, Object> instead) {
        Function<Object, Object> bySource = value -> new Brought(value, true);
        Function<Object, Object> otherwise = value -> new Brought(value, false);
        Function<Object, Object> end = brought -> ((Brought) brought).bySource()
                ? next.apply(((Brought) brought).value())
                : just(((Brought) brought).value());
        Object all = call(defaultIfEmpty, call(map, source, bySource), new Brought(null, true));
        return call(flatMap, onError(all, thrown -> call(map, instead.apply(thrown), otherwise)), end);
    }

    /** A null does not go through Reactor as it is. */
    private record Brought(@Nullable Object value, boolean bySource) {}

    /**
     * The source made for a resource, whose end waits for what is made for it then: when it completes, fails or is
     * cancelled.
     */
    Object using(
            Object resource,
            Function<Object, Object> source,
            Function<Object, Object> complete,
            BiFunction<Object, Throwable, Object> failed,
            Function<Object, Object> cancelled) {
        try {
            return (Object) using.invokeExact(
                    resource, (Object) source, (Object) complete, (Object) failed, (Object) cancelled);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    /** Subscribes to a Mono. */
    CompletableFuture<?> future(Object source) {
        return (CompletableFuture<?>) call(toFuture, source);
    }

    /** Subscribes to a Flux and gathers its elements, so many at most. */
    CompletableFuture<?> list(Object source, long most) {
        return future(call(collectList, call(take, source, most)));
    }

    private static Object call(MethodHandle handle, @Nullable Object argument) {
        try {
            return (Object) handle.invokeExact(argument);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private static Object call(MethodHandle handle, Object receiver, @Nullable Object argument) {
        try {
            return (Object) handle.invokeExact(receiver, argument);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    private static @Nullable Object callNullable(
            MethodHandle handle, Object receiver, Object first, @Nullable Object second) {
        try {
            return (Object) handle.invokeExact(receiver, first, second);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    /** Reactor throws nothing checked. */
    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
