package dev.tiercel.benchmarks.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What is read: about 150 bytes as JSON. */
record Item(int id, String name, String description) {
    /** How many there are. */
    static final int COUNT = 1_000;

    private static final long SOURCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    static Item number(int id) {
        return new Item(id, "Item " + id, "A sentence or two, as a shop has them for what it sells, about item " + id);
    }

    /** The source behind the caches: waits for two milliseconds, as for a database, and takes no processor. */
    static Item load(int id) {
        long begun = System.nanoTime();
        long left = SOURCE_NANOS;
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = SOURCE_NANOS - (System.nanoTime() - begun);
        }
        return number(id);
    }
}
