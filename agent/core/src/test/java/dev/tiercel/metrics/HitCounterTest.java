package dev.tiercel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitCounterTest {
    @Test
    void hitsOfOneThread_areExact() {
        HitCounter counter = HitCounter.on();
        for (int i = 0; i < 100_000; i++) {
            counter.increment();
        }
        assertThat(counter.sum()).isEqualTo(100_000);
    }

    @Test
    void hitsOfThreads_areOfCellsOfTheirOwn() throws Exception {
        HitCounter counter = HitCounter.on();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) { // Numbers that follow each other lead to different cells.
            threads.add(new Thread(() -> {
                for (int hit = 0; hit < 1_000_000; hit++) {
                    counter.increment();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counter.sum()).isEqualTo(4_000_000);
    }

    @Test
    void off_countsNothing() {
        HitCounter.OFF.increment();
        assertThat(HitCounter.OFF.sum()).isZero();
    }
}
