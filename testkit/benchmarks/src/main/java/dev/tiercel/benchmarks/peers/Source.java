package dev.tiercel.benchmarks.peers;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** What stands behind every cache, and counts how often it is asked. */
public final class Source {
    private final AtomicLong loads = new AtomicLong();
    private final Item[] ready;
    private volatile long nanos;

    Source() {
        this(0);
    }

    /** @param ready so many items, from id 0, are there already; others are made when they are asked for */
    Source(int ready) {
        this.ready = IntStream.range(0, ready).mapToObj(Item::number).toArray(Item[]::new);
        for (Item item : this.ready) {
            String unused = item.price().toString(); // It keeps its text, which whoever writes JSON asks for.
        }
    }

    public Item load(long id) {
        loads.getAndIncrement();
        long begun = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begun)) {
            LockSupport.parkNanos(left);
        }
        return id < ready.length ? ready[(int) id] : Item.number(id);
    }

    /** From now on each load waits so long, as for a database. */
    void slow(long loadNanos) {
        nanos = loadNanos;
    }

    long loads() {
        return loads.get();
    }
}
