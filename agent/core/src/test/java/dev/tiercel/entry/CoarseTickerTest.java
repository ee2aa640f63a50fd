package dev.tiercel.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CoarseTickerTest {
    private static final Duration INTERVAL = Duration.ofMillis(1);

    @Test
    void time_movesByItself() {
        try (CoarseTicker ticker = new CoarseTicker(INTERVAL)) {
            long start = ticker.nanos();
            await().until(() -> ticker.nanos() > start);
        }
    }

    @Test
    void time_isThatOfTheMachine() {
        long before = System.nanoTime();
        try (CoarseTicker ticker = new CoarseTicker(INTERVAL)) {
            long start = ticker.nanos();
            await().until(() -> ticker.nanos() > start);
            assertThat(ticker.nanos() - before).isPositive();
            assertThat(System.nanoTime() - ticker.nanos()).isNotNegative();
        }
    }

    @Test
    void time_neverGoesBackwards() {
        try (CoarseTicker ticker = new CoarseTicker(Duration.ofNanos(1))) {
            long last = ticker.nanos();
            for (int i = 0; i < 1_000_000; i++) {
                long now = ticker.nanos();
                assertThat(now - last >= 0).isTrue();
                last = now;
            }
        }
    }

    @Test
    void close_endsTheThreadAndStopsTheTime() {
        OurThreads threads = new OurThreads();
        CoarseTicker ticker = new CoarseTicker(Duration.ofDays(1));
        assertThat(threads.names()).containsExactly("tiercel-clock");
        Thread clock = threads.running().iterator().next();
        assertThat(clock.isDaemon()).isTrue();
        assertThat(clock.getContextClassLoader()).isNull();

        ticker.close();

        await().until(() -> threads.names().isEmpty());
        long stopped = ticker.nanos();
        AtomicBoolean moved = new AtomicBoolean();
        for (int i = 0; i < 1_000_000; i++) {
            moved.compareAndSet(false, ticker.nanos() != stopped);
        }
        assertThat(moved).isFalse();
    }
}
