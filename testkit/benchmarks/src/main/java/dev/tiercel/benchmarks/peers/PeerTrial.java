package dev.tiercel.benchmarks.peers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/**
 * A process with a {@link Peer} that does what it is told, word by word, and answers each with a line that begins with
 * {@code @}. Ends with its input.
 */
final class PeerTrial {
    private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CAP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long ALL_CALLS_NANOS = TimeUnit.SECONDS.toNanos(12);

    private final Source source;
    private final long sourceBytes;
    private final Peer peer;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "caller");
        thread.setDaemon(true);
        return thread;
    });
    private long fresh = System.currentTimeMillis() << 20;

    private PeerTrial(int ready) throws ReflectiveOperationException, InterruptedException {
        long before = ready > 0 ? used() : 0;
        source = new Source(ready);
        sourceBytes = ready > 0 ? used() - before : 0;
        peer = Peer.create(source);
    }

    public static void main(String[] args) throws Exception {
        PeerTrial trial = new PeerTrial(Integer.getInteger("peers.ready", 0));
        try (BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String word = words.readLine(); word != null; word = words.readLine()) {
                System.out.println("@" + trial.obey(word.split(" ")));
            }
        }
        System.exit(0);
    }

    private String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "stampede" -> stampede(Integer.parseInt(words[1]));
            case "calls" -> calls(Integer.parseInt(words[1]));
            case "memory" -> memory(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** So many threads miss one key at once: the loads, and the nanoseconds until all had it. */
    private String stampede(int count) throws Exception {
        source.slow(LOAD_NANOS);
        long id = fresh++;
        long before = source.loads();
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Item>> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(threads.submit(() -> {
                ready.countDown();
                go.await();
                return peer.find(id);
            }));
        }
        ready.await();
        long begun = System.nanoTime();
        go.countDown();
        for (Future<Item> caller : callers) {
            caller.get(30, TimeUnit.SECONDS);
        }
        long nanos = System.nanoTime() - begun;
        source.slow(0);
        return (source.loads() - before) + " " + nanos;
    }

    /** Calls for what no tier has, one after the other: for each its nanoseconds, below zero when it had no answer. */
    private String calls(int count) throws InterruptedException {
        StringBuilder costs = new StringBuilder();
        long end = System.nanoTime() + ALL_CALLS_NANOS;
        for (int i = 0; i < count && System.nanoTime() < end; i++) {
            long id = fresh++;
            long begun = System.nanoTime();
            Future<Item> call = threads.submit(() -> peer.find(id));
            boolean answered;
            try {
                answered = call.get(CAP_NANOS, TimeUnit.NANOSECONDS).id() == id;
            } catch (ExecutionException e) {
                answered = false;
                if (Boolean.getBoolean("benchmarks.log")) {
                    e.printStackTrace();
                }
            } catch (TimeoutException e) {
                answered = false;
                call.cancel(true);
            }
            long cost = System.nanoTime() - begun;
            costs.append(answered ? cost : -cost).append(' ');
        }
        return costs.toString();
    }

    /** Bytes of the heap that the cache takes for so many entries beside their values, those of the values, and entries lost. */
    private String memory(int count) throws InterruptedException {
        peer.find(count); // what is made once
        long before = used();
        LongStream.range(0, count).parallel().forEach(peer::find);
        long after = used();
        long loads = source.loads();
        LongStream.range(0, count).forEach(peer::find);
        long lost = source.loads() - loads;
        return (after - before) + " " + sourceBytes + " " + lost;
    }

    private static long used() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(200); // for what goes by itself after a collection
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
