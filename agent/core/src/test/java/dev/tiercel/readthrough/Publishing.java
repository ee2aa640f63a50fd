package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A woven method that returns a publisher: its calls, and how often its body ran and its publisher was subscribed to. */
final class Publishing {
    static final Result MONO = result(Wrapper.MONO, Corridor.STRING, Mono.class);
    static final Result FLUX = result(Wrapper.FLUX, ValueType.of("java.util.List", Corridor.STRING), Flux.class);

    private static final Duration LONG = Duration.ofSeconds(60);

    final AtomicInteger assembled = new AtomicInteger();
    final AtomicInteger subscribed = new AtomicInteger();
    private final WovenRead method;

    Publishing(WovenRead method) {
        this.method = method;
    }

    static Result result(Wrapper wrapper, ValueType value, Class<?> returned) {
        return new Result(wrapper, false, value, returned.getName(), true);
    }

    static Publishing of(Corridor corridor, Result result) {
        return new Publishing(
                corridor.read(Corridor.reading("products", Corridor.ONE_KEY), result, Corridor.APPLICATION));
    }

    /** A call with the argument 1, of a method whose publisher that is. */
    Mono<String> mono(Supplier<Mono<String>> source) {
        return returned(() -> source.get().doOnSubscribe(subscription -> subscribed.incrementAndGet()));
    }

    Flux<String> flux(Supplier<Flux<String>> source) {
        return returned(() -> source.get().doOnSubscribe(subscription -> subscribed.incrementAndGet()));
    }

    /** As it is, and may be of any type. */
    @SuppressWarnings("unchecked")
    <T> T returned(Supplier<?> source) {
        try {
            Object returned = method.call(
                    () -> {
                        assembled.incrementAndGet();
                        return source.get();
                    },
                    1);
            return (T) returned;
        } catch (Exception thrown) {
            throw new AssertionError("a call threw", thrown);
        }
    }

    /** What comes, or null; the thread that asks waits. */
    static <T> @Nullable T get(Mono<T> mono) {
        return mono.block(LONG);
    }

    static <T> @Nullable T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw new AssertionError("nothing came", never);
        }
    }

    static Throwable failure(CompletableFuture<?> future) throws Exception {
        try {
            throw new AssertionError("no failure but " + get(future));
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }
}
