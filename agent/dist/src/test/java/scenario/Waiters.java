package scenario;

import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Virtual threads that hit, and that wait for one load; what pinned a carrier meanwhile is recorded. A line of standard
 * input says which of them, and is answered by one.
 */
public final class Waiters {
    private static final String PINNED = "jdk.VirtualThreadPinned";
    private static final int THREADS = 1_000;
    private static final int HITS = 20_000;

    private final AtomicInteger loads = new AtomicInteger();
    private volatile CountDownLatch loading = new CountDownLatch(1);
    private volatile CountDownLatch mayLoad = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        Waiters waiters = new Waiters();
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            String line = lines.nextLine();
            System.out.println(
                    switch (line) {
                        case "sync" -> Sync.await();
                        case "hits" -> waiters.recorded(() -> waiters.hits(7));
                        case "wait" -> waiters.recorded(() -> waiters.oneLoad(8));
                        case "pin" -> waiters.recorded(waiters::pinned);
                        default ->
                            CacheTrace.of(() -> waiters.find(Integer.parseInt(line)))
                                    .outcome()
                                    .map(Enum::name)
                                    .orElse("none");
                    });
        }
    }

    @Cached(cache = "waiters")
    String find(int id) {
        loads.incrementAndGet();
        if (id == 8) {
            loading.countDown();
            await(mayLoad);
        }
        return "row" + id;
    }

    /** Every thread asks for what is there. */
    private String hits(int id) throws Exception {
        find(id);
        AtomicInteger right = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(virtual(() -> {
                for (int hit = 0; hit < HITS / THREADS; hit++) {
                    right.addAndGet(find(id).equals("row" + id) ? 1 : 0);
                }
            }));
        }
        join(threads);
        return right + " right";
    }

    /** Every thread but the first waits for it; one that asks for something else is not held up. */
    private String oneLoad(int id) throws Exception {
        loads.set(0);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger right = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(virtual(() -> {
                asked.incrementAndGet();
                right.addAndGet(find(id).equals("row" + id) ? 1 : 0);
            }));
        }
        await(loading);
        while (asked.get() < THREADS) {
            LockSupport.parkNanos(1_000_000);
        }
        awaitWaiting(threads);
        CountDownLatch passed = new CountDownLatch(1);
        Thread passer = virtual(passed::countDown);
        await(passed);
        int early = right.get();
        mayLoad.countDown();
        passer.join();
        join(threads);
        return loads + " loads, " + early + " early, " + right + " right";
    }

    /** What the recording has to show, so that its silence means something. */
    private String pinned() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        Thread pinned = virtual(() -> {
            // A class's initializer is called by native code, which holds the carrier whatever the version.
            Pinning.touch();
            first.countDown();
        });
        await(first);
        pinned.join();
        return "pinned";
    }

    private static final class Pinning {
        static {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }

        static void touch() {}
    }

    private static void awaitWaiting(List<Thread> threads) {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** By reflection: this is compiled for Java 17, which has none. */
    private static Thread virtual(Runnable work) throws ReflectiveOperationException {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Something that may throw. */
    private interface Work {
        String run() throws Exception;
    }

    private String recorded(Work work) throws Exception {
        Path file = Files.createTempFile("waiters", ".jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            String said = work.run();
            recording.stop();
            recording.dump(file);
            return said + ", " + pins(file);
        } finally {
            Files.delete(file);
        }
    }

    private static String pins(Path file) throws Exception {
        List<String> pins = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(PINNED)) {
                pins.add(event.toString().replaceAll("\\s+", " "));
            }
        }
        return pins.size() + " pins" + (pins.isEmpty() ? "" : " " + pins.get(0));
    }
}
