package dev.tiercel.benchmarks.resilience;

import dev.tiercel.testkit.RedisTopology;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that calls: {@code Load woven|byHand KIND URI}. Each thread has a plan for its calls that no answer
 * changes; when one is late, those after it are late too, and it counts. Writes each call to the standard output; reads
 * {@code pause} and {@code go}, and ends with the standard input.
 */
final class Load {
    static final int THREADS = 8;
    static final long INTERVAL_MICROS = 5_000;

    /** A minute of calls: nobody reads any more. */
    private static final int MAX_UNREAD = 100_000;

    private final Subject subject;
    private final BlockingQueue<Call> done = new LinkedBlockingQueue<>(MAX_UNREAD);
    private volatile boolean paused;

    private Load(Subject subject) {
        this.subject = subject;
    }

    public static void main(String[] args) throws Exception {
        Subject subject = args[0].equals("woven")
                ? new WovenItems()
                : new HandWrittenItems(RedisTopology.Kind.valueOf(args[1]), args[2]);
        new Load(subject).run();
    }

    private void run() throws IOException {
        start("results", this::write);
        long beginNanos = System.nanoTime();
        long intervalNanos = TimeUnit.MICROSECONDS.toNanos(INTERVAL_MICROS);
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = new SplittableRandom(i);
            long firstNanos = beginNanos + i * intervalNanos / THREADS;
            start("caller-" + i, () -> call(random, firstNanos, intervalNanos));
        }
        for (int c = System.in.read(); c >= 0; c = System.in.read()) {
            switch (c) {
                case 'p' -> paused = true;
                case 'g' -> paused = false;
                default -> {}
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void call(SplittableRandom random, long firstNanos, long intervalNanos) {
        long plannedNanos = firstNanos;
        while (true) {
            if (paused) {
                plannedNanos = System.nanoTime();
            }
            for (long left = plannedNanos - System.nanoTime(); left > 0; left = plannedNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (paused) {
                LockSupport.parkNanos(intervalNanos);
                continue;
            }
            int id = random.nextInt(Item.COUNT);
            long startNanos = System.nanoTime();
            Call.Result result = call(id);
            long endNanos = System.nanoTime();
            int latency = micros(endNanos - plannedNanos);
            done.offer(new Call(Call.now() - latency, latency, micros(endNanos - startNanos), (short) id, result));
            plannedNanos += intervalNanos;
        }
    }

    private Call.Result call(int id) {
        try {
            Subject.Answer answer = subject.find(id);
            return Item.number(id).equals(answer.item())
                    ? Call.Result.valueOf(answer.from().name())
                    : Call.Result.WRONG;
        } catch (Throwable e) {
            return Call.Result.ERROR;
        }
    }

    private static int micros(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    private void write() {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        try {
            List<Call> batch = new ArrayList<>();
            while (true) {
                batch.add(done.take());
                done.drainTo(batch);
                for (Call call : batch) {
                    call.write(out);
                }
                out.flush();
                batch.clear();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1); // Nobody reads any more.
        }
    }
}
