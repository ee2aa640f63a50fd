package scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Eight threads that read and change and note every failure and every wrong answer. */
final class Load {
    private static final int THREADS = 8;
    private static final int KEYS = 50;

    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** @param pauseNanos after each call */
    Load(Shop shop, long pauseNanos) {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> run(shop, pauseNanos));
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Shop shop, long pauseNanos) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!ended) {
            int id = random.nextInt(KEYS);
            try {
                if (shop.product(id).id() != id) {
                    wrong.incrementAndGet();
                }
                if (random.nextInt(10) == 0) {
                    shop.drop(id);
                }
                calls.incrementAndGet();
                LockSupport.parkNanos(pauseNanos);
            } catch (Throwable thrown) {
                failures.incrementAndGet();
            }
        }
    }

    long calls() {
        return calls.get();
    }

    String end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return "failures " + failures + " wrong " + wrong;
    }
}
