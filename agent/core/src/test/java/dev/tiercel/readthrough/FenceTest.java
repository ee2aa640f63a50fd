package dev.tiercel.readthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FenceTest {
    private final Fence fence = new Fence(new AtomicLong());
    private final List<String> done = new ArrayList<>();

    private boolean passes(Object key, long stamp) {
        return fence.pass(key, stamp, () -> done.add("stored"));
    }

    @Test
    void stillFence_isPassed() {
        assertThat(passes("a", fence.stamp())).isTrue();
        assertThat(done).containsExactly("stored");
    }

    @Test
    void movedFence_isNotPassedByWhatBeganBefore() {
        long stamp = fence.stamp();
        fence.move("a", () -> done.add("removed"));
        assertThat(passes("a", stamp)).isFalse();
        assertThat(passes("a", fence.stamp())).isTrue();
        assertThat(done).containsExactly("removed", "stored");
    }

    @Test
    void moveOfAnotherKey_refusesHardlyAnybody() {
        long stamp = fence.stamp();
        fence.move("moved", () -> {});
        long refused =
                IntStream.range(0, 10_000).filter(key -> !passes(key, stamp)).count();
        assertThat(refused).as("keys of the same stripe").isBetween(1L, 200L);
    }

    @Test
    void moveOfAllKeys_refusesEverybodyOnce() {
        long stamp = fence.stamp();
        fence.moveAll(() -> done.add("removed"));
        assertThat(IntStream.range(0, 10_000)).noneMatch(key -> passes(key, stamp));
        assertThat(IntStream.range(0, 10_000)).allMatch(key -> passes(key, fence.stamp()));
        assertThat(done.get(0)).isEqualTo("removed");
    }

    @Test
    void conditionalMove_tellsWhetherSomebodyElseMoved() {
        long stamp = fence.stamp();
        long mine = fence.move("a", stamp, () -> done.add("unmoved"), () -> done.add("moved"));
        assertThat(mine).isGreaterThan(stamp);
        assertThat(fence.move("a", stamp, () -> done.add("unmoved"), () -> done.add("moved")))
                .isEqualTo(-1);
        assertThat(done).containsExactly("unmoved", "moved");
        assertThat(passes("a", mine)).as("the second move counts too").isFalse();
    }

    @Test
    void conditionalMove_seesAMoveOfAllKeys() {
        long stamp = fence.stamp();
        fence.moveAll(() -> {});
        assertThat(fence.move("a", stamp, () -> {}, () -> {})).isEqualTo(-1);
    }

    @Test
    void movesOfAllKeysAtOnce_neverTakeTheFenceBack() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(threads);
        List<Future<Integer>> passed = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String key = "key" + i;
            passed.add(pool.submit(() -> {
                start.countDown();
                start.await();
                int count = 0;
                for (int round = 0; round < 20_000; round++) {
                    long stamp = fence.stamp();
                    fence.moveAll(() -> {});
                    count += fence.pass(key, stamp, () -> {}) ? 1 : 0;
                }
                return count;
            }));
        }
        for (Future<Integer> each : passed) {
            assertThat(each.get()).isZero();
        }
        pool.shutdownNow();
    }
}
