package dev.tiercel.readthrough;

import static dev.tiercel.readthrough.Publishing.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Publishers over a shared tier that takes its time: no subscriber's thread waits for it. */
class LateReadTest {
    private static final String OURS = "tiercel-load-";

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 twin = new TwinL2();
    private final LateL2 l2 = new LateL2(twin);
    private final Publishing find = Publishing.of(Corridor.over(l2, ticker), Publishing.MONO);

    @AfterEach
    void close() {
        l2.close();
    }

    private static Mono<String> onItsThread() {
        return Mono.fromSupplier(() -> "loaded on " + Thread.currentThread().getName());
    }

    @Test
    void miss_goesOnOnAThreadOfOursAndNobodyWaits() throws Exception {
        AtomicReference<CompletableFuture<String>> answer = new AtomicReference<>();
        // What returned from an event loop has not waited there: the answers do not come before.
        CompletableFuture<Boolean> returned = new CompletableFuture<>();
        Schedulers.parallel().schedule(() -> {
            answer.set(find.mono(LateReadTest::onItsThread).toFuture());
            returned.complete(Schedulers.isInNonBlockingThread());
        });
        assertThat(get(returned)).isTrue();
        assertThat(answer.get()).isNotDone();
        assertThat(find.assembled).hasValue(0);

        l2.answer(2);
        assertThat(get(answer.get())).startsWith("loaded on " + OURS);
        assertThat(l2.waiters).isEmpty();
        await().until(() -> twin.entries().size() == 1);
    }

    @Test
    void hitInL2_comesOnAThreadOfOurs() throws Exception {
        get(Publishing.of(Corridor.over(twin, ticker), Publishing.MONO).mono(() -> Mono.just("anna")));
        CompletableFuture<String> answer = find.mono(Mono::never)
                .map(value -> value + " on " + Thread.currentThread().getName())
                .toFuture();
        assertThat(answer).isNotDone();
        l2.answer(1);
        assertThat(get(answer)).startsWith("anna on " + OURS);
        assertThat(find.assembled).hasValue(0);
    }

    @Test
    void subscribersAtOnce_askOnce() throws Exception {
        CompletableFuture<String> leader = find.mono(() -> Mono.just("anna")).toFuture();
        CompletableFuture<String> follower = find.mono(() -> Mono.just("berta")).toFuture();
        l2.answer(2);
        assertThat(get(leader)).isEqualTo("anna");
        assertThat(get(follower)).isEqualTo("anna");
        assertThat(twin.gets).hasValue(1);
    }

    @Test
    void leaderCancelledBeforeTheAnswer_leavesNoLeaseAndTheLoadToAnother() throws Exception {
        Disposable leader = find.mono(() -> Mono.just("anna")).subscribe();
        leader.dispose();
        l2.answer(2);
        await().until(() -> twin.leases.get() == 1 && twin.all.isEmpty());
        assertThat(find.assembled).hasValue(0);

        CompletableFuture<String> next = find.mono(() -> Mono.just("berta")).toFuture();
        l2.answer(2);
        assertThat(get(next)).isEqualTo("berta");
    }

    @Test
    void followerOfALeaderCancelledBeforeTheAnswer_takesOver() throws Exception {
        Disposable leader = find.mono(Mono::never).subscribe();
        CompletableFuture<String> follower = find.mono(() -> Mono.just("berta")).toFuture();
        leader.dispose();
        l2.answer(100);
        assertThat(get(follower)).isEqualTo("berta");
    }

    @Test
    void answerThatComesAfterTheBudget_isNotWaitedFor() throws Exception {
        Publishing impatient =
                Publishing.of(Corridor.over(l2, ticker, new Behaviour().budget(Duration.ofMillis(1))), Publishing.MONO);
        assertThat(get(impatient.mono(() -> Mono.just("own")))).isEqualTo("own");
        l2.answer(2);
        await().until(() -> twin.leases.get() == 1 && twin.all.isEmpty());
    }

    @Test
    void followers_goOnOnThreadsOfOurs() throws Exception {
        l2.answer(2);
        Sinks.One<String> source = Sinks.one();
        CompletableFuture<String> leader = find.mono(source::asMono).toFuture();
        CompletableFuture<String> follower = find.mono(Mono::never)
                .map(value -> value + " on " + Thread.currentThread().getName())
                .toFuture();
        await().until(() -> find.subscribed.get() == 1);
        source.tryEmitValue("anna").orThrow();
        assertThat(get(leader)).isEqualTo("anna");
        assertThat(get(follower)).startsWith("anna on " + OURS);
    }
}
