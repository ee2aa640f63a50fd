package dev.tiercel.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that nobody waits for: in time, and on no thread of anybody else. */
class CompletionsTest {
    private static final Duration FAR = Duration.ofMinutes(5);
    private static final InheritableThreadLocal<String> OF_THE_APPLICATION = new InheritableThreadLocal<>();

    @AutoClose
    private final Completions patient = new Completions(FAR);

    @AutoClose
    private final Completions hasty = new Completions(Duration.ofMillis(10));

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    private CompletionStage<String> later(Completions completions) {
        return completions.later(answer, () -> answer.getNow("away"));
    }

    /** Waits for it, and not for ever. */
    private static <T> T ended(CompletionStage<T> stage) {
        await().until(() -> stage.toCompletableFuture().isDone());
        return stage.toCompletableFuture().join();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tiercel-answer-"))
                .count();
    }

    @BeforeEach
    void awaitNoThread() {
        await().until(() -> threads() == 0);
    }

    @Test
    void answerThatIsThere_needsNoThread() {
        answer.complete("there");
        assertThat(later(patient)).isCompletedWithValue("there");
        assertThat(threads()).isZero();
    }

    @Test
    void answer_isHandedOverOnAThreadOfOurs() {
        OF_THE_APPLICATION.set("something");
        CompletableFuture<Thread> on = new CompletableFuture<>();
        CompletableFuture<String> inherited = new CompletableFuture<>();
        var unused = later(patient).thenAccept(value -> {
            inherited.complete(String.valueOf(OF_THE_APPLICATION.get()));
            on.complete(Thread.currentThread());
        });
        answer.complete("there");
        Thread thread = ended(on);
        OF_THE_APPLICATION.remove();
        assertThat(thread.getName()).startsWith("tiercel-answer-");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        assertThat(ended(inherited)).isEqualTo("null");
    }

    @Test
    void silence_endsWithTheDeadline_onAThreadOfOurs() {
        CompletableFuture<String> on = new CompletableFuture<>();
        CompletionStage<String> later = later(hasty);
        var unused =
                later.thenAccept(value -> on.complete(Thread.currentThread().getName()));
        assertThat(ended(later)).isEqualTo("away");
        assertThat(ended(on))
                .matches("tiercel-answer-.*|" + Thread.currentThread().getName());
        answer.complete("there");
        assertThat(ended(later)).isEqualTo("away");
    }

    /** Least of all the thread that brings the answers. */
    @Test
    void codeThatHoldsAThread_holdsNoOtherAnswer_untilThereAreTooMany() {
        CountDownLatch holding = new CountDownLatch(Completions.MAX_THREADS);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < Completions.MAX_THREADS + 5; i++) {
            all.add(later(patient)
                    .thenAccept(value -> {
                        holding.countDown();
                        awaitQuietly(release);
                        ended.incrementAndGet();
                    })
                    .toCompletableFuture());
        }
        CompletableFuture<Void> store = CompletableFuture.runAsync(() -> answer.complete("there"));
        await().until(() -> holding.getCount() == 0);
        ended(store);
        // One more is the timer's.
        assertThat(threads()).isLessThanOrEqualTo(Completions.MAX_THREADS + 1);
        assertThat(ended).hasValue(0);
        release.countDown();
        all.forEach(CompletionsTest::ended);
        assertThat(ended).hasValue(Completions.MAX_THREADS + 5);
    }

    @Test
    void moreThanAreWaitedFor_areAwayAtOnce() {
        for (int i = 0; i < Completions.MAX_UNDER_WAY; i++) {
            assertThat(later(patient).toCompletableFuture()).isNotDone();
        }
        assertThat(later(patient)).isCompletedWithValue("away");
        CompletableFuture<String> last = later(patient).toCompletableFuture();
        answer.complete("there");
        assertThat(last).isCompletedWithValue("away");
        CompletableFuture<String> next = new CompletableFuture<>();
        await().until(() ->
                !patient.later(next, () -> "away").toCompletableFuture().isDone());
        next.complete("there");
    }

    @Test
    void closed_everyAnswerEnds_andNoThreadStays() {
        CompletionStage<String> underWay = later(hasty);
        hasty.close();
        assertThat(ended(underWay)).isEqualTo("away");
        assertThat(later(hasty)).isCompletedWithValue("away");
        patient.close();
        awaitNoThread();
    }

    @Test
    void answerThatComesAfterTheEnd_isNotHandedOverOnTheThreadThatBringsIt() {
        Completions closing = new Completions(Duration.ofMillis(100));
        CompletableFuture<Thread> on = new CompletableFuture<>();
        var unused = later(closing).thenAccept(value -> on.complete(Thread.currentThread()));
        closing.close();
        answer.complete("there");
        assertThat(ended(on)).isNotSameAs(Thread.currentThread());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
