package dev.tiercel.l1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.entry.OurThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
    private final OurThreads threads = new OurThreads();
    private final List<Object> done = new CopyOnWriteArrayList<>();

    @Test
    void work_isDoneOnAThreadOfItsOwn() {
        try (Maintenance maintenance = new Maintenance(Duration.ofMillis(1))) {
            Thread worker = threads.running().iterator().next();
            for (int i = 0; i < 5; i++) {
                int number = i;
                maintenance.execute(() -> done.add(Thread.currentThread() == worker ? number : "another thread"));
            }
            await().until(() -> done.size() == 5);
            assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(worker.isDaemon()).isTrue();
            assertThat(worker.getContextClassLoader()).isNull();
        }
    }

    @Test
    void workThatThrows_keepsNoOtherWorkFromBeingDone() {
        try (Maintenance maintenance = new Maintenance(Duration.ofMillis(1))) {
            maintenance.execute(() -> {
                throw new IllegalStateException("broken");
            });
            maintenance.execute(() -> {
                throw new StackOverflowError("broken");
            });
            maintenance.execute(() -> done.add("done"));
            await().until(() -> done.contains("done"));
        }
    }

    @Test
    void requestThatWaits_isNotTakenTwice() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Maintenance maintenance = new Maintenance(Duration.ofMillis(1))) {
            maintenance.execute(() -> {
                busy.countDown();
                awaitQuietly(release);
            });
            busy.await();
            Runnable request = () -> done.add("request");
            for (int i = 0; i < 1_000; i++) {
                maintenance.execute(request);
            }
            release.countDown();
            await().until(() -> !done.isEmpty());
            maintenance.execute(() -> done.add("last"));
            await().until(() -> done.contains("last"));
            assertThat(done).containsExactly("request", "last");
        }
    }

    @Test
    void requestThatComesWhileItIsWorkedOff_isDoneAgain() {
        try (Maintenance maintenance = new Maintenance(Duration.ofMillis(1))) {
            maintenance.execute(new Runnable() {
                @Override
                public void run() {
                    done.add("request");
                    if (done.size() < 3) {
                        maintenance.execute(this);
                    }
                }
            });
            await().until(() -> done.size() == 3);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_endsTheThreadWithoutWaitingForItsPause() {
        Maintenance maintenance = new Maintenance(Duration.ofDays(1));
        assertThat(threads.names()).containsExactly("tiercel-maintenance");
        maintenance.close();
        await().until(() -> threads.names().isEmpty());
        maintenance.execute(() -> done.add("after close"));
        assertThat(done).isEmpty();
    }
}
