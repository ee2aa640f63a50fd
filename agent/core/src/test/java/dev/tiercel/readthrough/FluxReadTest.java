package dev.tiercel.readthrough;

import static dev.tiercel.readthrough.Publishing.failure;
import static dev.tiercel.readthrough.Publishing.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.codec.ValueType;
import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class FluxReadTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final Publishing find = Publishing.of(corridor, Publishing.FLUX);
    private final Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();

    private Publishing find(Behaviour behaviour) {
        return Publishing.of(Corridor.over(l2, ticker, behaviour), Publishing.FLUX);
    }

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    private static Flux<String> numbers(int count) {
        return Flux.range(0, count).map(String::valueOf);
    }

    private static List<String> all(Flux<String> flux) {
        List<String> all = get(flux.collectList());
        return all == null ? List.of("none at all") : all;
    }

    @Test
    void nothing_happensBeforeTheSubscription() {
        Flux<String> flux = find.flux(() -> Flux.just("anna", "berta"));
        assertThat(find.assembled).hasValue(0);
        assertThat(l2.gets).hasValue(0);
        assertThat(all(flux)).containsExactly("anna", "berta");
        assertThat(find.subscribed).hasValue(1);
    }

    @Test
    void hit_bringsTheElementsOnTheSubscribersThread() {
        all(find.flux(() -> Flux.just("berta", "anna", "berta")));
        List<String> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        find.flux(Flux::never).subscribe(element -> {
            seen.add(element);
            threads.add(Thread.currentThread());
        });
        assertThat(seen).containsExactly("berta", "anna", "berta");
        assertThat(threads).containsOnly(Thread.currentThread());
        assertThat(find.assembled).hasValue(1);
    }

    @Test
    void emptyFlux_isKept() {
        assertThat(all(find.flux(Flux::empty))).isEmpty();
        assertThat(all(find.flux(() -> Flux.just("anna")))).isEmpty();
        assertThat(find.assembled).hasValue(1);
    }

    @Test
    void entryOfAnotherInstance_isTaken() {
        all(find.flux(() -> Flux.just("anna", "berta")));
        Publishing there = find(new Behaviour());
        assertThat(all(there.flux(Flux::never))).containsExactly("anna", "berta");
        assertThat(there.assembled).hasValue(0);
    }

    @Test
    void listWithANullThatAnotherMethodStored_isNoFlux() throws Exception {
        ValueType list = Publishing.FLUX.value();
        corridor.read("products", list).call(() -> Arrays.asList("anna", null), 1);
        assertThat(l2.entries()).hasSize(1);
        assertThat(all(find.flux(() -> Flux.just("berta")))).containsExactly("berta");
    }

    @Test
    void leadersElements_comeAsTheyAreAndFollowersGetTheWholeList() throws Exception {
        List<String> leader = new CopyOnWriteArrayList<>();
        find.flux(source::asFlux).subscribe(leader::add);
        List<CompletableFuture<List<String>>> followers = new ArrayList<>();
        for (int i = 0; i < 63; i++) {
            followers.add(find.flux(Flux::never).collectList().toFuture());
        }
        source.tryEmitNext("anna").orThrow();
        assertThat(leader).containsExactly("anna");
        source.tryEmitNext("berta").orThrow();
        assertThat(followers).noneMatch(CompletableFuture::isDone);
        source.tryEmitComplete().orThrow();

        for (CompletableFuture<List<String>> follower : followers) {
            assertThat(get(follower)).containsExactly("anna", "berta");
        }
        assertThat(find.subscribed).hasValue(1);
        assertThat(all(find.flux(Flux::never))).containsExactly("anna", "berta");
    }

    @Test
    void failure_isEverySubscribersAndWhatCameBeforeIsNotKept() throws Exception {
        IOException thrown = new IOException("no database");
        CompletableFuture<List<String>> leader =
                find.flux(source::asFlux).collectList().toFuture();
        CompletableFuture<List<String>> follower =
                find.flux(Flux::never).collectList().toFuture();
        source.tryEmitNext("anna").orThrow();
        source.tryEmitError(thrown).orThrow();

        assertThat(failure(leader)).isSameAs(thrown);
        assertThat(failure(follower)).isSameAs(thrown);
        assertThat(l2.all).isEmpty();
        assertThat(all(find.flux(() -> Flux.just("afterwards")))).containsExactly("afterwards");
    }

    @Test
    void failureBeforeTheFirstElement_isAnsweredByAStaleEntry() throws Exception {
        Publishing method = find(new Behaviour().staleIfError(MINUTE));
        all(method.flux(() -> Flux.just("old", "older")));
        advance(Corridor.TTL);
        IOException thrown = new IOException("no database");
        assertThat(all(method.flux(() -> Flux.error(thrown)))).containsExactly("old", "older");

        List<String> seen = new ArrayList<>();
        CompletableFuture<List<String>> broken = method.flux(
                        () -> Flux.just("new").concatWith(Mono.error(thrown)))
                .doOnNext(seen::add)
                .collectList()
                .toFuture();
        assertThat(failure(broken)).isSameAs(thrown);
        assertThat(seen).as("no list of two halves").containsExactly("new");
    }

    @Test
    void agingEntry_isLoadedAnewInTheBackground() {
        Publishing method = find(new Behaviour().eagerRefresh(0.5));
        Flux<String> kept = method.flux(() -> Flux.just("anna" + method.assembled));
        all(kept);
        advance(Corridor.TTL.multipliedBy(6).dividedBy(10));
        assertThat(all(kept)).containsExactly("anna1");
        await().until(() -> all(kept).equals(List.of("anna2")));
        assertThat(method.subscribed).hasValue(2);
    }

    @Test
    void slowLoadWhereAStaleEntryStands_goesOnInTheBackground() {
        Publishing method = find(new Behaviour().staleIfError(MINUTE).loaderSoftTimeout(Duration.ofMillis(1)));
        all(method.flux(() -> Flux.just("old")));
        advance(Corridor.TTL);
        assertThat(all(method.flux(source::asFlux))).containsExactly("old");
        source.tryEmitNext("new").orThrow();
        source.tryEmitComplete().orThrow();
        await().until(() -> all(method.flux(Flux::never)).equals(List.of("new")));
    }

    @Test
    void loadInTheBackgroundOfTooManyElements_isGivenUp() {
        Publishing method = find(new Behaviour().staleIfError(MINUTE).loaderSoftTimeout(Duration.ofSeconds(20)));
        all(method.flux(() -> Flux.just("old")));
        advance(Corridor.TTL);
        assertThat(all(method.flux(() -> Flux.<String>generate(sink -> sink.next("again")))))
                .containsExactly("old");
        assertThat(method.subscribed).hasValue(2);
    }

    @Test
    void asManyElementsAsAreKept_areKept() {
        assertThat(all(find.flux(() -> numbers(Elements.MOST)))).hasSize(Elements.MOST);
        assertThat(all(find.flux(Flux::never))).hasSize(Elements.MOST);
    }

    @Test
    void moreElements_passAndAreNotKept() {
        assertThat(all(find.flux(() -> numbers(Elements.MOST + 1)))).hasSize(Elements.MOST + 1);
        assertThat(l2.all).isEmpty();
        assertThat(all(find.flux(() -> Flux.just("again")))).containsExactly("again");
    }

    @Test
    void endlessFlux_passesAndHoldsNobodyUp() throws Exception {
        Flux<String> endless = Flux.generate(sink -> sink.next("again"));
        assertThat(find.flux(() -> endless).take(2L * Elements.MOST).count().block())
                .isEqualTo(2L * Elements.MOST);

        Disposable leader = find.flux(() -> source.asFlux().concatWith(endless.subscribeOn(Schedulers.parallel())))
                .subscribe();
        CompletableFuture<String> follower =
                find.flux(() -> Flux.just("own")).next().toFuture();
        source.tryEmitComplete().orThrow();
        assertThat(get(follower)).isEqualTo("own");
        leader.dispose();
    }

    @Test
    void cancelledFlux_isNotKept() {
        assertThat(get(find.flux(() -> Flux.just("anna", "berta")).next())).isEqualTo("anna");
        assertThat(l2.all).isEmpty();
        assertThat(all(find.flux(() -> Flux.just("carla")))).containsExactly("carla");
    }

    @Test
    void demand_isTheSubscribersOnAMissAndOnAHit() {
        List<Long> requests = new CopyOnWriteArrayList<>();
        Slow onMiss = new Slow();
        find.flux(() -> numbers(5).doOnRequest(requests::add)).subscribe(onMiss);
        onMiss.request(2);
        assertThat(onMiss.seen).containsExactly("0", "1");
        assertThat(requests).containsExactly(2L);
        onMiss.request(4);
        assertThat(onMiss.seen).hasSize(5);

        Slow onHit = new Slow();
        find.flux(Flux::never).subscribe(onHit);
        assertThat(onHit.seen).isEmpty();
        onHit.request(3);
        assertThat(onHit.seen).containsExactly("0", "1", "2");
    }

    /** Asks for what it is told to ask for. */
    private static final class Slow extends BaseSubscriber<String> {
        private final List<String> seen = new ArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(String element) {
            seen.add(element);
        }
    }

    @Test
    void publisher_isAFlux() {
        Publishing method = Publishing.of(
                corridor,
                Publishing.result(Wrapper.FLUX, ValueType.of("java.util.List", Corridor.STRING), Publisher.class));
        Publisher<String> first = method.returned(() -> (Publisher<String>) numbers(3)::subscribe);
        assertThat(first).isInstanceOf(Flux.class);
        assertThat(all(Flux.from(first))).containsExactly("0", "1", "2");
        Publisher<String> second = method.returned(Flux::never);
        assertThat(all(Flux.from(second))).containsExactly("0", "1", "2");
    }

    @Test
    void publisherOfItsOwnKind_isLeftAlone() {
        Publishing method = Publishing.of(
                corridor,
                Publishing.result(Wrapper.FLUX, ValueType.of("java.util.List", Corridor.STRING), ParallelFlux.class));
        Object own = numbers(3).parallel();
        Object returned = method.returned(() -> own);
        assertThat(returned).isSameAs(own);
        assertThat(corridor.lines).singleElement().asString().contains("runs uncached");
    }

    @Test
    void elementsThatCanBeChanged_areEachSubscribersOwn() {
        ValueType rows = ValueType.of("java.util.List", Publishing.FLUX.value());
        Publishing method = Publishing.of(corridor, new Result(Wrapper.FLUX, false, rows, Flux.class.getName(), false));
        for (int i = 0; i < 3; i++) {
            Flux<List<String>> flux = method.returned(() -> Flux.just(new ArrayList<>(List.of("anna"))));
            assertThat(get(flux.doOnNext(row -> {
                                assertThat(row).containsExactly("anna");
                                row.add("changed");
                            })
                            .count()))
                    .isEqualTo(1);
        }
        assertThat(method.assembled).hasValue(1);
    }

    @Test
    void subscribersContext_reachesTheMethodsPublisher() {
        Flux<String> flux = find.flux(() -> Flux.deferContextual(context -> Flux.just(context.<String>get("user"))))
                .contextWrite(context -> context.put("user", "berta"));
        assertThat(all(flux)).containsExactly("berta");
    }
}
