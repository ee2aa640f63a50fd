package dev.tiercel.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DaemonsTest {
    private final CompletableFuture<Thread> doneBy = new CompletableFuture<>();

    @Test
    void insist_doesAtOnceWhatDoesNotFail() {
        Daemons.insist(() -> doneBy.complete(Thread.currentThread()));
        assertThat(doneBy).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void insist_doesWhatFails_onAThreadOfItsOwn_untilItDoesNot() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Daemons.insist(() -> {
            if (times.incrementAndGet() < 4) {
                throw new StackOverflowError();
            }
            doneBy.complete(Thread.currentThread());
        });

        Thread thread = doneBy.get(1, TimeUnit.MINUTES);
        thread.join();
        assertThat(thread.getName()).isEqualTo("tiercel-retry");
        assertThat(times).hasValue(4);
    }
}
