package dev.tiercel.readthrough;

import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The flight of one key that a batch loads among others. What it says besides a value is for batches of the same method
 * alone: a method of one key may have another answer to a key without a value than null, and may not throw what a batch
 * throws. For those the flight has brought nothing, and they load for themselves. Thread-safe.
 */
final class BatchFlight extends Flight {
    private final BatchRead method;
    private volatile boolean absent;
    private volatile @Nullable Failed failed;

    /** @param keys what the call that failed had asked for */
    private record Failed(Throwable thrown, Set<Object> keys) {}

    BatchFlight(BatchRead method) {
        super(method.path().method().leaseFor());
        this.method = method;
    }

    /** To be called before it lands with nothing: the method answered without a value for the key. */
    void noteAbsent() {
        absent = true;
    }

    /** To be called before it lands with nothing: the method threw. */
    void noteFailure(Throwable thrown, Set<Object> keys) {
        boolean own = thrown instanceof InterruptedException || thrown instanceof CancellationException;
        if (thrown instanceof Exception && !own) {
            failed = new Failed(thrown, keys);
        }
    }

    /** True where this method knows that the key has no value. */
    @SuppressWarnings("ReferenceEquality") // the very one is meant
    boolean isAbsentFor(BatchRead asking) {
        return absent && method == asking;
    }

    /**
     * What the method threw, where it would have thrown it at the other call too: that one asks for every key that this
     * one asked for, so whichever of them is to blame is its own.
     */
    @SuppressWarnings("ReferenceEquality") // the very one is meant
    @Nullable
    Throwable failureFor(BatchRead asking, Set<Object> keys) {
        Failed known = failed;
        return known != null && method == asking && keys.containsAll(known.keys()) ? known.thrown() : null;
    }
}
