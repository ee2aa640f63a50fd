package dev.tiercel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ApplicationStartTest {
    private static final long LOOK = Duration.ofMillis(50).toNanos();

    private final List<String> done = new ArrayList<>();
    private IntUnaryOperator loads = pause -> 0;
    private int pauses;
    private final ApplicationStart start = new ApplicationStart(this::nanos, this::pause);

    private long nanos() {
        return pauses * LOOK;
    }

    private void pause(long nanos) {
        assertThat(nanos).isEqualTo(LOOK);
        for (int i = loads.applyAsInt(pauses++); i > 0; i--) {
            start.loading();
        }
    }

    @Test
    void isOver_whenFewClassesWereLoadedForAWhile() {
        loads = pause -> pause < 10 ? 6 : 5;
        start.whenOver(() -> done.add("after " + pauses));
        start.await();
        assertThat(done).containsExactly("after 20");
    }

    @Test
    void aPauseInIt_isNotItsEnd() {
        loads = pause -> pause == 3 || pause == 7 ? 1_000 : 0;
        start.await();
        assertThat(pauses).isEqualTo(18);
    }

    @Test
    void isOverAtLast_howeverManyClassesAreLoaded() {
        loads = pause -> 1_000;
        start.whenOver(() -> done.add("step"));
        start.await();
        assertThat(nanos()).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(done).containsExactly("step");
    }

    @Test
    void isOver_whenItIsEnded_andNobodyWaitsAnyLonger() {
        loads = pause -> {
            if (pause == 2) {
                start.end();
            }
            return 1_000;
        };
        start.await();
        assertThat(pauses).isEqualTo(3);
    }

    @Test
    void steps_runOnce_inTheirOrder_laterOnesAtOnce() {
        start.whenOver(() -> done.add("first"));
        start.whenOver(() -> done.add("second"));
        assertThat(done).isEmpty();
        start.end();
        start.end();
        start.await();
        start.whenOver(() -> done.add("third"));
        assertThat(done).containsExactly("first", "second", "third");
        assertThat(pauses).isZero();
    }
}
