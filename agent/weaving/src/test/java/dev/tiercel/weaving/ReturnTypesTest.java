package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import io.reactivex.rxjava3.core.Single;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is read of the type that a method returns, and which types are refused. */
class ReturnTypesTest {
    private final Weaves weaves = new Weaves();

    interface Crud<T> {
        @Cached
        CompletableFuture<Optional<T>> generic(long id);
    }

    abstract static class Fit implements Crud<String> {
        @Cached
        String plain(long id) {
            return "";
        }

        @Cached
        int primitive(long id) {
            return 0;
        }

        @Cached
        Optional<String> optional(long id) {
            return Optional.empty();
        }

        @Cached
        Map<Long, List<String>> map(long id) {
            return Map.of();
        }

        @Cached
        CompletionStage<String> stage(long id) {
            return null;
        }

        @Cached
        CompletableFuture<Optional<List<String>>> future(long id) {
            return null;
        }

        @Override
        public CompletableFuture<Optional<String>> generic(long id) {
            return null;
        }

        @Cached
        CompletableFuture<?> unknown(long id) {
            return null;
        }

        @Cached
        Mono<String> mono(long id) {
            return null;
        }

        @Cached
        Mono<Optional<String>> monoOfOptional(long id) {
            return null;
        }

        @Cached
        Flux<String> flux(long id) {
            return null;
        }

        @Cached
        Publisher<Optional<String>> publisher(long id) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | NONE | false | java.lang.String | java.lang.String",
                "primitive | NONE | false | int | int",
                "optional | NONE | true | java.lang.String | java.lang.String",
                "map | NONE | false | java.util.Map<java.lang.Long, java.util.List<java.lang.String>> | java.util.Map",
                "stage | STAGE | false | java.lang.String | java.lang.String",
                "future | STAGE | true | java.util.List<java.lang.String> | java.util.List",
                "generic | STAGE | true | java.lang.String | java.lang.String",
                "unknown | STAGE | false | java.lang.Object | java.lang.Object",
                "mono | MONO | false | java.lang.String | java.lang.String",
                "monoOfOptional | MONO | true | java.lang.String | java.lang.String",
                "flux | FLUX | false | java.util.List<java.lang.String> | java.util.List",
                "publisher | FLUX | false | java.util.List<java.util.Optional<java.lang.String>> |" + " java.util.List"
            })
    void aValueIsTold_fromWhatItComesIn(String method, Wrapper wrapper, boolean optional, String value, String erased) {
        MethodSpec.Result result = weaves.specs(Fit.class).get(method).result();

        assertThat(weaves.lines()).isEmpty();
        assertThat(result.wrapper()).isEqualTo(wrapper);
        assertThat(result.optional()).isEqualTo(optional);
        assertThat(result.value().toString().replace(",", ", ").replace("  ", " "))
                .isEqualTo(value);
        assertThat(result.erased()).isEqualTo(erased);
    }

    static final class Own<T> extends CompletableFuture<T> {}

    abstract static class Unfit {
        @Cached
        void nothing(long id) {}

        @Cached
        Void boxedNothing(long id) {
            return null;
        }

        @Cached
        CompletionStage<Void> nothingLater(long id) {
            return null;
        }

        @Cached
        Mono<Void> nothingReactive(long id) {
            return null;
        }

        @CachePut(cache = "a")
        void putsNothing(long id) {}

        @Cached
        Stream<String> stream(long id) {
            return null;
        }

        @Cached
        Mono<Iterator<String>> iterator(long id) {
            return null;
        }

        @Cached
        Optional<Closeable> closeable(long id) throws IOException {
            return null;
        }

        @Cached
        Mono<CompletableFuture<String>> nested(long id) {
            return null;
        }

        @Cached
        Own<String> own(long id) {
            return null;
        }

        @Cached
        Future<String> future(long id) {
            return null;
        }

        @Cached
        Flow.Publisher<String> flow(long id) {
            return null;
        }

        @Cached
        Single<String> rx(long id) {
            return null;
        }

        @Cached
        Object suspends(long id, Continuation<? super String> continuation) {
            return null;
        }

        @CacheInvalidate(cache = "a")
        Object suspendsToChange(long id, Continuation<? super String> continuation) {
            return null;
        }

        @CacheInvalidate(cache = "a")
        Flow.Publisher<String> changesByFlow(long id) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | nothing that could be kept; remove the annotation",
                "boxedNothing | nothing that could be kept; remove the annotation",
                "nothingLater | nothing that could be kept; remove the annotation",
                "nothingReactive | nothing that could be kept; remove the annotation",
                "putsNothing | nothing that could be kept; use @CacheInvalidate",
                "stream | a stream can be read once only; return a List",
                "iterator | an iterator can be read once only; return a List",
                "closeable | what has to be closed cannot be shared; return its content",
                "nested | inside something else it cannot be waited for; return it itself",
                "own | only CompletionStage and CompletableFuture themselves can be given back; declare one of them",
                "future | nothing tells when it is done; return a CompletableFuture",
                "flow | a publisher of the JDK is not supported; return a Mono or Flux",
                "rx | RxJava is not supported; return a Mono or Flux",
                "suspends | a suspend function of Kotlin, which is not supported yet; annotate a function that it calls",
                "suspendsToChange | a suspend function of Kotlin",
                "changesByFlow | a publisher of the JDK is not supported"
            })
    void whatCannotBeKept_isRefusedWithTheReason(String method, String reason) {
        assertThat(weaves.specs(Unfit.class)).isEmpty();
        assertThat(weaves.refusal(method))
                .startsWith("[tiercel] WARN Unfit." + method)
                .contains(reason);
    }

    abstract static class Changes {
        @CacheInvalidate(cache = "a")
        CompletableFuture<Void> stage(long id) {
            return null;
        }

        @CacheInvalidate(cache = "a")
        Mono<Void> mono(long id) {
            return null;
        }

        @CacheInvalidate(cache = "a")
        Flux<Stream<String>> flux(long id) {
            return null;
        }

        @CacheInvalidate(cache = "a")
        void now(long id) {}

        @CachePut(cache = "a")
        Mono<String> put(long id) {
            return null;
        }
    }

    @Test
    void aChangeThatComesLater_isWaitedFor() {
        Map<String, MethodSpec> specs = weaves.specs(Changes.class);

        assertThat(weaves.lines()).isEmpty();
        assertThat(specs.get("stage").result().wrapper()).isEqualTo(Wrapper.STAGE);
        assertThat(specs.get("mono").result().wrapper()).isEqualTo(Wrapper.MONO);
        assertThat(specs.get("flux").result().wrapper()).isEqualTo(Wrapper.FLUX);
        assertThat(specs.get("now").result().wrapper()).isEqualTo(Wrapper.NONE);
        assertThat(specs.get("put").result().value()).hasToString("java.lang.String");
    }

    @Test
    void aPublisher_isRefusedWhereTheApplicationHasNoReactor() {
        assertThat(weaves.specs(Fit.class, new WithoutReactor()))
                .containsKeys("plain", "future")
                .doesNotContainKeys("publisher");
        assertThat(weaves.refusal("publisher")).contains("has no Reactor", "add io.projectreactor:reactor-core");
    }

    /** An application's loader that does not see Reactor's Flux. */
    static final class WithoutReactor extends ClassLoader {
        WithoutReactor() {
            super(ReturnTypesTest.class.getClassLoader());
        }

        @Override
        public java.net.URL getResource(String name) {
            return name.equals("reactor/core/publisher/Flux.class") ? null : super.getResource(name);
        }
    }
}
