package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CalmTest {
    private final AtomicInteger looks = new AtomicInteger();

    /** An application that loads so many classes between two looks, and after some looks hardly any. */
    private long classes(int busyLooks) {
        AtomicLong loaded = new AtomicLong();
        Calm.await(2, () -> loaded.addAndGet(looks.incrementAndGet() <= busyLooks ? 1_000 : 19), () -> false);
        return looks.get();
    }

    @Test
    void start_isWaitedFor_untilItLoadsHardlyAnything() {
        assertThat(classes(4)).isEqualTo(7);
    }

    @Test
    void pauseOfTheStart_isNotItsEnd() {
        AtomicLong loaded = new AtomicLong();
        Calm.await(2, () -> loaded.addAndGet(looks.incrementAndGet() % 3 == 0 ? 1_000 : 0), () -> looks.get() == 12);
        assertThat(looks).hasValue(12);
    }

    @Test
    void applicationThatAsksForTheCaches_isNotWaitedFor() {
        AtomicLong loaded = new AtomicLong();
        Calm.await(2, () -> loaded.addAndGet(1_000), () -> looks.incrementAndGet() == 3);
        assertThat(loaded).hasValue(3_000);
    }

    @Test
    void whereThereAreProcessorsToSpare_nothingIsWaitedFor() {
        Calm.await(4, () -> looks.incrementAndGet() * 1_000L, () -> false);
        assertThat(looks).hasValue(0);
    }
}
