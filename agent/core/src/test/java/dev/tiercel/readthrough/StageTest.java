package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.ManualTicker;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Methods that return a stage. */
class StageTest {
    private static final Result STAGE = new Result(Wrapper.STAGE, false, Corridor.STRING, "", true);
    private static final Result STAGE_OF_OPTIONAL = new Result(Wrapper.STAGE, true, Corridor.STRING, "", true);
    private static final Callable<Object> UNASKED = () -> {
        throw new AssertionError("the source was asked");
    };

    private final ManualTicker ticker = new ManualTicker();
    private final TwinL2 l2 = new TwinL2();
    private final List<Corridor> corridors = new ArrayList<>();
    private final Corridor corridor = corridor(new Behaviour());
    private final WovenRead find = read(corridor, STAGE);
    private final AtomicInteger loads = new AtomicInteger();
    private final CompletableFuture<Object> source = new CompletableFuture<>();
    private final Callable<Object> body = () -> {
        loads.incrementAndGet();
        return source;
    };

    private Corridor corridor(Behaviour behaviour) {
        Corridor made = Corridor.over(l2, ticker, behaviour);
        corridors.add(made);
        return made;
    }

    private static WovenRead read(Corridor corridor, Result result) {
        return corridor.read(Corridor.reading("products", Corridor.ONE_KEY), result, Corridor.APPLICATION);
    }

    @AfterEach
    void endThreads() {
        corridors.forEach(each -> each.loads.close());
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<Object> call(WovenRead method, Callable<Object> body) throws Exception {
        return (CompletableFuture<Object>) method.call(body, 1);
    }

    private void advance(Duration duration) {
        ticker.advance(duration);
        l2.millis.addAndGet(duration.toMillis());
    }

    @Test
    void result_isKeptWhenItComes_andEachCallerHasAStageOfItsOwn() throws Exception {
        CompletableFuture<Object> first = call(find, body);
        assertThat(first).isNotDone();
        assertThat(l2.entries()).isEmpty();
        source.complete("anna");

        assertThat(first.join()).isEqualTo("anna");
        CompletableFuture<Object> hit = call(find, UNASKED);
        assertThat(hit.join()).isEqualTo("anna");
        hit.obtrudeValue("changed");
        assertThat(call(find, UNASKED).join()).isEqualTo("anna");
        assertThat(call(read(corridor(new Behaviour()), STAGE), UNASKED).join())
                .as("from L2")
                .isEqualTo("anna");
    }

    @Test
    void entries_areSharedWithMethodsThatReturnTheValueItself() throws Exception {
        source.complete("anna");
        call(find, body).join();
        WovenRead optional = read(corridor, STAGE_OF_OPTIONAL);
        assertThat(call(optional, UNASKED).join()).isEqualTo(Optional.of("anna"));
    }

    @Test
    void nullAndEmpty_areKept() throws Exception {
        source.complete(null);
        assertThat(call(find, body).join()).isNull();
        assertThat(call(find, UNASKED).join()).isNull();
        assertThat(call(read(corridor, STAGE_OF_OPTIONAL), UNASKED).join()).isEqualTo(Optional.empty());
    }

    @Test
    void callers_shareOneLoad_andNobodyWaits() throws Exception {
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(call(find, body));
        }
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        source.complete("anna");
        for (CompletableFuture<Object> each : calls) {
            assertThat(each.join()).isEqualTo("anna");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void failure_isEveryCallersAsItWas_andIsNotKept() throws Exception {
        IOException thrown = new IOException("no database");
        CompletableFuture<Object> leader = call(find, body);
        CompletableFuture<Object> follower = call(find, UNASKED);
        source.completeExceptionally(thrown);

        assertThatThrownBy(leader::join).isInstanceOf(CompletionException.class).hasCause(thrown);
        assertThatThrownBy(follower::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(thrown);
        assertThat(l2.all).isEmpty();
        assertThat(call(find, () -> CompletableFuture.completedFuture("anna")).join())
                .isEqualTo("anna");
    }

    @Test
    void exceptionOfTheMethodItself_isTheCallers() {
        IOException thrown = new IOException("at once");
        assertThatThrownBy(() -> find.call(
                        () -> {
                            throw thrown;
                        },
                        1))
                .isSameAs(thrown);
    }

    @Test
    void cancelledCall_cancelsTheLoad_andAnotherCallerLoads() throws Exception {
        CompletableFuture<Object> leader = call(find, body);
        CompletableFuture<Object> follower = call(find, () -> CompletableFuture.completedFuture("loaded again"));
        leader.cancel(true);

        assertThat(source).isCancelled();
        assertThatThrownBy(leader::join).isInstanceOf(CancellationException.class);
        assertThat(follower.join()).isEqualTo("loaded again");
        assertThat(call(find, UNASKED).join()).isEqualTo("loaded again");
    }

    @Test
    void cancelledFollower_cancelsNobodyElse() throws Exception {
        CompletableFuture<Object> leader = call(find, body);
        call(find, UNASKED).cancel(true);
        source.complete("anna");
        assertThat(leader.join()).isEqualTo("anna");
    }

    @Test
    void followerOutOfBudget_loadsForItself() throws Exception {
        WovenRead impatient = read(corridor(new Behaviour().budget(Duration.ofMillis(2))), STAGE);
        call(impatient, body);
        assertThat(call(impatient, () -> CompletableFuture.completedFuture("own"))
                        .join())
                .isEqualTo("own");
        assertThat(impatient.hit(1)).isNull();
    }

    @Test
    void failedLoad_isAnsweredByTheEntryPastItsTime() throws Exception {
        WovenRead method = read(corridor(new Behaviour().staleIfError(Duration.ofSeconds(50))), STAGE);
        call(method, () -> CompletableFuture.completedFuture("old"));
        advance(Corridor.TTL);
        CompletableFuture<Object> leader = call(method, body);
        CompletableFuture<Object> follower = call(method, UNASKED);
        source.completeExceptionally(new IOException("no database"));
        assertThat(leader.join()).isEqualTo("old");
        assertThat(follower.join()).isEqualTo("old");
    }

    @Test
    void slowLoad_isAnsweredByTheEntryPastItsTime_andGoesOn() throws Exception {
        WovenRead method = read(
                corridor(new Behaviour().staleIfError(Duration.ofSeconds(50)).loaderSoftTimeout(Duration.ofMillis(1))),
                STAGE);
        call(method, () -> CompletableFuture.completedFuture("old"));
        advance(Corridor.TTL);
        assertThat(call(method, body).join()).isEqualTo("old");
        source.complete("new");
        await().until(() -> method.hit(1) != null);
        assertThat(call(method, UNASKED).join()).isEqualTo("new");
    }

    @Test
    void dueEntry_isLoadedAnew() throws Exception {
        WovenRead method = read(corridor(new Behaviour().eagerRefresh(0.8)), STAGE);
        call(method, () -> CompletableFuture.completedFuture("old"));
        advance(Duration.ofSeconds(80));
        assertThat(call(method, body).join()).isEqualTo("old");
        source.complete("new");
        await().until(() -> "new".equals(call(method, UNASKED).join()));
        assertThat(loads).hasValue(1);
    }

    @Test
    void anotherInstancesLoad_isTakenWhenItComes() throws Exception {
        WovenRead there = read(corridor(new Behaviour()), STAGE);
        call(find, body);
        CompletableFuture<CompletableFuture<Object>> other = CompletableFuture.supplyAsync(() -> {
            try {
                return call(there, UNASKED);
            } catch (Exception broken) {
                throw new CompletionException(broken);
            }
        });
        await().until(() -> l2.gets.get() >= 2);
        source.complete("anna");
        assertThat(other.join().join()).isEqualTo("anna");
        assertThat(loads).hasValue(1);
    }

    @Test
    void changeThatComesLater_isToldAfterTheEntryIsGone() throws Exception {
        source.complete("old");
        call(find, body).join();
        CompletableFuture<Object> change = new CompletableFuture<>();
        WovenWrite drop = corridor.write(STAGE, Corridor.ONE_KEY, Corridor.drop("products"));
        CompletableFuture<?> told = (CompletableFuture<?>) drop.call(() -> change, 1);
        call(find, () -> CompletableFuture.completedFuture("old")).join(); // The old value again: it has not come yet.
        CompletableFuture<Object> seen = told.thenApply(done -> find.hit(1) == null);
        change.complete("changed");
        assertThat(seen.join()).isEqualTo(true);
    }

    @Test
    void putThatComesLater_replacesWhenItComes() throws Exception {
        CompletableFuture<Object> change = new CompletableFuture<>();
        WovenWrite put = corridor.write(STAGE, Corridor.ONE_KEY, Corridor.put("products"));
        CompletableFuture<?> told = (CompletableFuture<?>) put.call(() -> change, 1);
        change.complete("new");
        assertThat(told.join()).isEqualTo("new");
        assertThat(call(find, UNASKED).join()).isEqualTo("new");
        assertThat(l2.entries()).hasSize(1);
    }
}
