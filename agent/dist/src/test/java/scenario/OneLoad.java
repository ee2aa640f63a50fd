package scenario;

import dev.tiercel.Cached;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/**
 * Many threads that miss one key at once, when they are told to: {@code value 7} has 64 of them ask for that key in that
 * form, and answers how often the method ran and how many of them got the value.
 */
public final class OneLoad {
    private static final int THREADS = 64;

    private final AtomicInteger loads = new AtomicInteger();

    @Cached(cache = "values", ttl = "1m")
    String value(long id) {
        return load(id);
    }

    @Cached(cache = "optionals", ttl = "1m")
    Optional<String> optional(long id) {
        return Optional.of(load(id));
    }

    @Cached(cache = "stages", ttl = "1m")
    CompletableFuture<String> stage(long id) {
        return CompletableFuture.supplyAsync(() -> load(id));
    }

    private String load(long id) {
        loads.incrementAndGet();
        try {
            Thread.sleep(50); // What it is to take: the database of this program.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "value " + id;
    }

    private String burst(LongFunction<Object> call, long id) throws InterruptedException {
        loads.set(0);
        AtomicInteger right = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(() -> {
                try {
                    start.await();
                    if (call.apply(id).equals("value " + id)) {
                        right.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads[i].start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return loads + " loads, " + right + " right";
    }

    public static void main(String[] args) throws InterruptedException {
        OneLoad object = new OneLoad();
        Scanner lines = new Scanner(System.in);
        while (lines.hasNext()) {
            String form = lines.next();
            if (form.equals("sync")) {
                System.out.println(Sync.await());
                continue;
            }
            long id = lines.nextLong();
            LongFunction<Object> call = form.equals("value")
                    ? object::value
                    : form.equals("optional")
                            ? key -> object.optional(key).orElse("none")
                            : key -> object.stage(key).join();
            System.out.println(object.burst(call, id));
        }
    }
}
