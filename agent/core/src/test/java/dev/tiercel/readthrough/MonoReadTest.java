package dev.tiercel.readthrough;

import static dev.tiercel.readthrough.Publishing.failure;
import static dev.tiercel.readthrough.Publishing.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class MonoReadTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final Corridor corridor = Corridor.over(l2, ticker);
    private final Publishing find = Publishing.of(corridor, Publishing.MONO);
    private final Sinks.One<String> source = Sinks.one();

    private static Behaviour behaviour() {
        return new Behaviour();
    }

    private Publishing find(Behaviour behaviour) {
        return Publishing.of(Corridor.over(l2, ticker, behaviour), Publishing.MONO);
    }

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    @Test
    void nothing_happensBeforeTheSubscription() {
        Mono<String> mono = find.mono(() -> Mono.just("anna"));
        assertThat(find.assembled).hasValue(0);
        assertThat(l2.gets).hasValue(0);

        assertThat(get(mono)).isEqualTo("anna");
        assertThat(find.assembled).hasValue(1);
        assertThat(find.subscribed).hasValue(1);
        assertThat(l2.entries()).hasSize(1);
    }

    @Test
    void hit_staysOnTheSubscribersThread() {
        get(find.mono(() -> Mono.just("anna")));
        AtomicReference<Thread> thread = new AtomicReference<>();
        find.mono(Mono::never).subscribe(value -> thread.set(Thread.currentThread()));
        assertThat(thread).hasValue(Thread.currentThread());
        assertThat(find.assembled).hasValue(1);
    }

    @Test
    void eachSubscription_looksAnew() throws Exception {
        Mono<String> kept = find.mono(() -> Mono.just("anna" + find.assembled));
        assertThat(get(kept)).isEqualTo("anna1");
        assertThat(get(kept)).isEqualTo("anna1");

        corridor.write(Corridor.drop("products")).call(1);
        assertThat(get(kept)).isEqualTo("anna2");
        advance(Corridor.TTL);
        assertThat(get(kept)).isEqualTo("anna3");
    }

    @Test
    void subscribersAtOnce_shareOneLoad() throws Exception {
        List<CompletableFuture<String>> answers = subscribers(find);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        source.tryEmitValue("anna").orThrow();

        for (CompletableFuture<String> answer : answers) {
            assertThat(get(answer)).isEqualTo("anna");
        }
        assertThat(find.assembled).hasValue(1);
        assertThat(find.subscribed).hasValue(1);
        assertThat(l2.gets).hasValue(1);
    }

    @Test
    void subscribersAtOnceWithoutASharedTier_shareOneLoad() throws Exception {
        l2.usable = false;
        List<CompletableFuture<String>> answers = subscribers(find);
        source.tryEmitValue("anna").orThrow();
        for (CompletableFuture<String> answer : answers) {
            assertThat(get(answer)).isEqualTo("anna");
        }
        assertThat(find.subscribed).hasValue(1);
    }

    @Test
    void subscribersAtOnceInTwoInstances_shareOneLoad() throws Exception {
        Publishing there = find(behaviour());
        List<CompletableFuture<String>> answers = Stream.concat(subscribers(find).stream(), subscribers(there).stream())
                .toList();
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        source.tryEmitValue("anna").orThrow();

        for (CompletableFuture<String> answer : answers) {
            assertThat(get(answer)).isEqualTo("anna");
        }
        assertThat(find.subscribed.get() + there.subscribed.get()).isEqualTo(1);
    }

    private List<CompletableFuture<String>> subscribers(Publishing method) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            answers.add(method.mono(source::asMono).toFuture());
        }
        return answers;
    }

    @Test
    void failure_isEverySubscribersAndIsNotKept() throws Exception {
        IOException thrown = new IOException("no database");
        List<CompletableFuture<String>> answers = subscribers(find);
        source.tryEmitError(thrown).orThrow();

        for (CompletableFuture<String> answer : answers) {
            assertThat(failure(answer)).isSameAs(thrown);
        }
        assertThat(find.subscribed).hasValue(1);
        assertThat(l2.all).isEmpty();
        assertThat(get(find.mono(() -> Mono.just("afterwards")))).isEqualTo("afterwards");
    }

    @Test
    void whatTheMethodThrows_comesAsAnError() throws Exception {
        IllegalStateException thrown = new IllegalStateException("closed");
        Mono<String> mono = find.mono(() -> {
            throw thrown;
        });
        assertThat(failure(mono.toFuture())).isSameAs(thrown);
        assertThat(l2.all).isEmpty();
    }

    @Test
    void methodThatReturnsNull_isAnError() throws Exception {
        Mono<String> mono = find.returned(() -> null);
        assertThat(failure(mono.toFuture())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void emptyMono_isKept() {
        Mono<String> kept = find.mono(Mono::empty);
        assertThat(get(kept)).isNull();
        assertThat(get(kept)).isNull();
        assertThat(find.assembled).hasValue(1);

        Publishing there = find(behaviour());
        assertThat(get(there.mono(() -> Mono.just("loaded again")))).isNull();
        assertThat(there.assembled).hasValue(0);
    }

    @Test
    void valueThatCanBeChanged_isEachSubscribersOwn() {
        Result changeable = new Result(Wrapper.MONO, false, Publishing.FLUX.value(), Mono.class.getName(), false);
        Publishing method = Publishing.of(corridor, changeable);
        for (int i = 0; i < 3; i++) {
            List<String> names =
                    get(method.<Mono<List<String>>>returned(() -> Mono.just(new ArrayList<>(List.of("anna")))));
            assertThat(names).containsExactly("anna");
            Objects.requireNonNull(names).add("changed");
        }
        assertThat(method.assembled).hasValue(1);
    }

    @Test
    void emptyOptional_isKeptAndComesBackAsOne() {
        Result optional = new Result(Wrapper.MONO, true, Corridor.STRING, Mono.class.getName(), true);
        Publishing method = Publishing.of(corridor, optional);
        Mono<Optional<String>> kept = method.returned(() -> Mono.just(Optional.empty()));
        assertThat(get(kept)).isEmpty();
        assertThat(get(kept)).isEmpty();
        assertThat(method.assembled).hasValue(1);

        advance(Corridor.TTL);
        Mono<Optional<String>> present = method.returned(() -> Mono.just(Optional.of("anna")));
        assertThat(get(present)).contains("anna");
        assertThat(get(present)).contains("anna");
        assertThat(method.assembled).hasValue(2);
    }

    @Test
    void failureWhereAStaleEntryStands_isAnsweredByIt() throws Exception {
        Publishing method = find(behaviour().staleIfError(MINUTE));
        get(method.mono(() -> Mono.just("old")));
        advance(Corridor.TTL);

        List<CompletableFuture<String>> answers = subscribers(method);
        source.tryEmitError(new IOException("no database")).orThrow();
        for (CompletableFuture<String> answer : answers) {
            assertThat(get(answer)).isEqualTo("old");
        }
        assertThat(method.subscribed).hasValue(2);

        advance(MINUTE);
        assertThat(failure(method.mono(() -> Mono.error(new IOException("no database")))
                        .toFuture()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void slowLoadWhereAStaleEntryStands_goesOnInTheBackground() throws Exception {
        Publishing method = find(behaviour().staleIfError(MINUTE).loaderSoftTimeout(Duration.ofMillis(1)));
        get(method.mono(() -> Mono.just("old")));
        advance(Corridor.TTL);
        AtomicReference<String> seen = new AtomicReference<>();
        Mono<String> slow = method.mono(() -> Mono.deferContextual(context -> {
                    seen.set(context.get("user") + " on "
                            + Thread.currentThread().getName());
                    return source.asMono();
                }))
                .contextWrite(context -> context.put("user", "berta"));

        Disposable cancelled = slow.subscribe();
        assertThat(get(slow)).isEqualTo("old");
        cancelled.dispose();
        await().until(() -> method.subscribed.get() == 2);
        assertThat(seen.get()).startsWith("berta on tiercel-load-");

        source.tryEmitValue("new").orThrow();
        await().until(() -> "new".equals(get(method.mono(source::asMono))));
        assertThat(method.subscribed).hasValue(2);
    }

    @Test
    void agingEntry_isLoadedAnewInTheBackground() {
        Publishing method = find(behaviour().eagerRefresh(0.5));
        Mono<String> kept = method.mono(() -> Mono.just("anna" + method.assembled));
        assertThat(get(kept)).isEqualTo("anna1");
        advance(Corridor.TTL.multipliedBy(6).dividedBy(10));

        assertThat(get(kept)).isEqualTo("anna1");
        await().until(() -> "anna2".equals(get(kept)));
        assertThat(method.subscribed).hasValue(2);
        advance(Corridor.TTL.dividedBy(2).minusMillis(1000));
        assertThat(get(kept)).isEqualTo("anna2");
    }

    @Test
    void cancelledLeader_leavesTheLoadToAnother() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        Disposable leader = find.mono(() -> Mono.<String>never().doOnCancel(() -> cancelled.set(true)))
                .subscribe();
        List<CompletableFuture<String>> answers = subscribers(find);
        assertThat(find.subscribed).hasValue(1);

        leader.dispose();
        assertThat(cancelled).isTrue();
        await().until(() -> find.subscribed.get() == 2);
        source.tryEmitValue("anna").orThrow();
        for (CompletableFuture<String> answer : answers) {
            assertThat(get(answer)).isEqualTo("anna");
        }
        assertThat(find.subscribed).hasValue(2);
        assertThat(l2.entries()).hasSize(1);
    }

    @Test
    void cancelledFollower_cancelsNobodyElse() throws Exception {
        CompletableFuture<String> leader = find.mono(source::asMono).toFuture();
        Disposable follower = find.mono(source::asMono).subscribe();
        CompletableFuture<String> other = find.mono(source::asMono).toFuture();
        follower.dispose();
        source.tryEmitValue("anna").orThrow();
        assertThat(get(leader)).isEqualTo("anna");
        assertThat(get(other)).isEqualTo("anna");
        assertThat(find.subscribed).hasValue(1);
    }

    @Test
    void followerThatWaitedItsBudget_loadsForItselfAndStoresNothing() throws Exception {
        Publishing impatient = find(behaviour().budget(Duration.ofSeconds(1)));
        CompletableFuture<String> leader = impatient.mono(source::asMono).toFuture();
        assertThat(get(impatient.mono(() -> Mono.just("own")))).isEqualTo("own");
        assertThat(l2.fills).hasValue(0);
        assertThat(leader).isNotDone();

        source.tryEmitValue("slow").orThrow();
        assertThat(get(leader)).isEqualTo("slow");
        assertThat(get(impatient.mono(Mono::never))).isEqualTo("slow");
    }

    @Test
    void subscribersContext_reachesTheMethodsPublisher() {
        Mono<String> mono = find.mono(() -> Mono.deferContextual(context -> Mono.just(context.get("user"))))
                .contextWrite(context -> context.put("user", "berta"));
        assertThat(get(mono)).isEqualTo("berta");
    }

    @Test
    void callInsideTheLoad_doesNotWaitForItself() {
        Mono<String> recursive = find.mono(
                () -> Mono.defer(() -> find.mono(() -> Mono.just("inner"))).subscribeOn(Schedulers.boundedElastic()));
        assertThat(recursive.block(Duration.ofSeconds(20))).isEqualTo("inner"); // The budget is 30.
        assertThat(find.assembled).hasValue(2);
        assertThat(get(find.mono(Mono::never))).isEqualTo("inner");
    }

    @Test
    void invalidationDuringTheLoad_keepsItsValueOutOfTheCache() throws Exception {
        CompletableFuture<String> leader = find.mono(source::asMono).toFuture();
        corridor.write(Corridor.drop("products")).call(1);
        source.tryEmitValue("old").orThrow();
        assertThat(get(leader)).isEqualTo("old");
        assertThat(l2.all).isEmpty();
        assertThat(get(find.mono(() -> Mono.just("new")))).isEqualTo("new");
    }

    @Test
    void methodWithoutItsReactor_runsAsItIs() {
        Publishing alone = new Publishing(corridor.read(
                Corridor.reading("products", Corridor.ONE_KEY), Publishing.MONO, ClassLoader.getPlatformClassLoader()));
        assertThat(get(alone.mono(() -> Mono.just("first")))).isEqualTo("first");
        assertThat(get(alone.mono(() -> Mono.just("second")))).isEqualTo("second");
        assertThat(corridor.lines).singleElement().asString().contains("Shop.find runs uncached", "Reactor 3.4");
        assertThat(corridor.bypassed).hasValue(1);
    }

    @Test
    void sickSharedTier_isNotNoticed() {
        HostileL2 hostile = new HostileL2(l2);
        Publishing method = Publishing.of(Corridor.over(hostile, ticker), Publishing.MONO);
        for (HostileL2.Port port : HostileL2.Port.values()) {
            hostile.breakAt(port, IllegalStateException::new);
            assertThat(get(method.mono(() -> Mono.just("anna")))).isEqualTo("anna");
            hostile.repair();
            advance(Corridor.TTL);
        }
    }
}
