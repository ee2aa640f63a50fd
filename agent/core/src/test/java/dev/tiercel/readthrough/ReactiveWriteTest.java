package dev.tiercel.readthrough;

import static dev.tiercel.readthrough.Publishing.failure;
import static dev.tiercel.readthrough.Publishing.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.MethodSpec.Failures;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class ReactiveWriteTest {
    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 twin = new TwinL2();
    private final LateL2 l2 = new LateL2(twin);
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final Publishing find = Publishing.of(corridor, Publishing.MONO);
    private final Sinks.One<String> source = Sinks.one();

    @BeforeEach
    void keepTheOldValue() {
        l2.answer(100_000);
        read("old");
    }

    @AfterEach
    void close() {
        l2.close();
    }

    /** What the cache has, or that. */
    private String read(String otherwise) {
        return String.valueOf(get(find.mono(() -> Mono.just(otherwise))));
    }

    private WovenWrite saving(Corridor.Consequence... consequences) {
        return corridor.write(Publishing.MONO, Corridor.ONE_KEY, consequences);
    }

    @SuppressWarnings("unchecked")
    private static <T> T save(WovenWrite method, Callable<T> body) throws Exception {
        return (T) Objects.requireNonNull(method.call(body, 1));
    }

    @Test
    void nothing_isChangedBeforeTheSubscription() throws Exception {
        Mono<String> save = save(saving(Corridor.drop("products")), () -> Mono.just("saved"));
        assertThat(read("new")).isEqualTo("old");
        assertThat(get(save)).isEqualTo("saved");
        assertThat(read("new")).isEqualTo("new");
    }

    @Test
    void change_isMadeWhenItEndsAndBeforeItsSubscriberHearsOfIt() throws Exception {
        Mono<String> save = save(saving(Corridor.drop("products")), source::asMono);
        AtomicBoolean heard = new AtomicBoolean();
        CompletableFuture<String> seen = save.doOnSuccess(saved -> heard.set(true))
                .publishOn(Schedulers.boundedElastic())
                .map(saved -> saved + ", then " + read("new"))
                .toFuture();
        assertThat(read("too early")).isEqualTo("old");
        l2.pause();
        l2.waiters.clear();
        source.tryEmitValue("saved").orThrow();
        await().until(() -> l2.waiters.size() == 1); // The change is waiting for L2.
        assertThat(heard).isFalse();
        l2.answer(100);
        assertThat(get(seen)).isEqualTo("saved, then new");
    }

    @Test
    void emptyMono_isAChangeToo() throws Exception {
        Mono<String> save = save(saving(Corridor.clear("products")), Mono::empty);
        assertThat(get(save)).isNull();
        assertThat(read("new")).isEqualTo("new");
    }

    @Test
    void failedChange_isOneToo() throws Exception {
        IOException thrown = new IOException("no database");
        Mono<String> save = save(saving(Corridor.drop("products")), () -> Mono.error(thrown));
        assertThat(failure(save.toFuture())).isSameAs(thrown);
        assertThat(read("new")).isEqualTo("new");
    }

    @Test
    void failureThatIsExcluded_changesNothing() throws Exception {
        Moment moment = new Moment(false, new Failures(List.of(), List.of(IOException.class.getName())));
        WovenWrite method = saving(key -> new Write.Drop("products", key, moment, null));
        failure(save(method, () -> Mono.<String>error(new IOException("no database")))
                .toFuture());
        assertThat(read("new")).isEqualTo("old");
    }

    @Test
    void whatTheMethodThrows_isAChangeToo() {
        WovenWrite method = saving(Corridor.drop("products"));
        try {
            save(method, () -> {
                throw new IllegalStateException("closed");
            });
        } catch (Exception thrown) {
            assertThat(thrown).hasMessage("closed");
        }
        await().until(() -> read("new").equals("new"));
    }

    @Test
    void cancelledChange_isOneToo() throws Exception {
        Disposable save =
                save(saving(Corridor.drop("products")), source::asMono).subscribe();
        save.dispose();
        await().until(() -> read("new").equals("new"));
    }

    @Test
    void eachSubscription_isAChange() throws Exception {
        Mono<String> save = save(saving(Corridor.drop("products")), () -> Mono.just("saved"));
        for (int i = 0; i < 3; i++) {
            get(save);
            assertThat(read("new" + i)).isEqualTo("new" + i);
        }
    }

    @Test
    void value_replacesTheEntryInBothTiers() throws Exception {
        Mono<String> save = save(saving(Corridor.put("products")), source::asMono);
        CompletableFuture<String> saved = save.toFuture();
        await().untilAsserted(() -> assertThat(twin.entries()).as("held").isEmpty());
        assertThat(twin.all).hasSize(1);
        source.tryEmitValue("saved").orThrow();

        assertThat(get(saved)).isEqualTo("saved");
        assertThat(read("loaded")).isEqualTo("saved");
        Publishing there = Publishing.of(Corridor.over(l2, ticker), Publishing.MONO);
        assertThat(get(there.mono(() -> Mono.just("loaded")))).isEqualTo("saved");
    }

    @Test
    void valueOfACancelledChange_replacesNothing() throws Exception {
        Disposable save = save(saving(Corridor.put("products")), source::asMono).subscribe();
        await().until(() -> twin.all.size() == 1 && twin.entries().isEmpty()); // Held.
        save.dispose();
        await().until(() -> twin.all.isEmpty());
        assertThat(read("new")).isEqualTo("new");
    }

    @Test
    void valueOfAChangeDuringWhichAnotherWasMade_replacesNothing() throws Exception {
        CompletableFuture<String> saved =
                save(saving(Corridor.put("products")), source::asMono).toFuture();
        await().until(() -> twin.all.size() == 1 && twin.entries().isEmpty()); // Begun: the key is held.
        corridor.write(Corridor.drop("products")).call(1);
        source.tryEmitValue("saved").orThrow();
        get(saved);
        assertThat(read("loaded")).isEqualTo("loaded");
    }

    @Test
    void changeBefore_isMadeBeforeTheSourceIsSubscribedTo() throws Exception {
        WovenWrite method = saving(key -> new Write.Drop("products", key, new Moment(true, null), null));
        Mono<String> save =
                save(method, () -> Mono.fromSupplier(() -> twin.all.isEmpty() ? "dropped before" : "not dropped"));
        assertThat(get(save)).isEqualTo("dropped before");
        assertThat(read("new")).isEqualTo("new");
    }

    @Test
    void sharedTier_isWaitedForOnThreadsOfItsOwn() throws Exception {
        l2.waiters.clear();
        WovenWrite method =
                saving(key -> new Write.Drop("products", key, new Moment(true, null), null), Corridor.put("products"));
        // An event loop, on which Reactor lets nobody block either.
        CompletableFuture<String> thread = save(method, () -> Mono.just("saved"))
                .subscribeOn(Schedulers.parallel())
                .map(saved -> Thread.currentThread().getName())
                .toFuture();
        assertThat(get(thread)).startsWith("tiercel-load-");
        assertThat(l2.waiters).isNotEmpty().allMatch(waiter -> waiter.startsWith("tiercel-change-"));
    }

    @Test
    void subscribersContext_reachesTheMethodsPublisher() throws Exception {
        Mono<String> save = save(
                        saving(Corridor.drop("products")),
                        () -> Mono.deferContextual(context -> Mono.just(context.<String>get("user"))))
                .contextWrite(context -> context.put("user", "berta"));
        assertThat(get(save)).isEqualTo("berta");
    }

    @Test
    void flux_isAChangeWhenItEnds() throws Exception {
        Sinks.Many<String> rows = Sinks.many().unicast().onBackpressureBuffer();
        WovenWrite method = corridor.write(Publishing.FLUX, Corridor.ONE_KEY, Corridor.drop("products"));
        CompletableFuture<List<String>> saved =
                save(method, rows::asFlux).collectList().toFuture();
        rows.tryEmitNext("first").orThrow();
        assertThat(read("too early")).isEqualTo("old");
        rows.tryEmitComplete().orThrow();
        assertThat(get(saved)).containsExactly("first");
        assertThat(read("new")).isEqualTo("new");
    }

    @Test
    void elementsOfAFlux_replaceTheEntry() throws Exception {
        Publishing all = Publishing.of(corridor, Publishing.FLUX);
        WovenWrite method = corridor.write(Publishing.FLUX, Corridor.ONE_KEY, Corridor.put("products"));
        assertThat(get(save(method, () -> Flux.just("first", "second")).count()))
                .isEqualTo(2);
        assertThat(get(all.flux(Flux::never).collectList())).containsExactly("first", "second");

        Mono<Long> tooMany = save(method, () -> Flux.range(0, Elements.MOST + 1).map(String::valueOf))
                .count();
        assertThat(get(tooMany)).isEqualTo(Elements.MOST + 1);
        assertThat(get(all.flux(() -> Flux.just("loaded")).collectList())).containsExactly("loaded");
    }

    @Test
    void methodWithoutItsReactor_dropsWhenItIsCalled() throws Exception {
        Result special = Publishing.result(MethodSpec.Wrapper.FLUX, Publishing.FLUX.value(), ParallelFlux.class);
        WovenWrite method = corridor.write(special, Corridor.ONE_KEY, Corridor.put("products"));
        Object own = Flux.just("saved").parallel();
        Object returned = save(method, () -> own);
        assertThat(returned).isSameAs(own);
        await().until(() -> read("new").equals("new"));
        assertThat(corridor.lines).singleElement().asString().contains("ParallelFlux");
    }
}
