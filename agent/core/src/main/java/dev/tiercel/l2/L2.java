package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shared tier. It hides its own trouble: an outage, a timeout or a refusal is a miss or nothing, never an
 * exception, and no call waits longer than the deadline. Thread-safe.
 */
public interface L2 extends AutoCloseable {

    /** The bytes at the key, or null: nothing there, or nothing to be had in time. Waits for the deadline at most. */
    byte @Nullable [] get(String key);

    /** Stores the bytes for that long, some time soon; returns at once. Later calls for the key see them or nothing. */
    void fill(String key, byte[] bytes, Duration ttl);

    /**
     * Drops the keys. Waits for the deadline at most; commands of this instance are carried out in the order of their
     * calls, so that a fill before this one is dropped and a get after it sees nothing older, even where the wait ended
     * early.
     */
    void drop(List<String> keys);

    /** Drops every key that begins with the prefix. Until that is done, gets below the prefix are misses. */
    void clear(String prefix);

    /**
     * The time in milliseconds by the clock of the server that has the key, so that no two machines' clocks are
     * compared.
     */
    long nowMillis(String key);

    /** False: there is no use in encoding a value or asking, because nothing would come of it now. */
    boolean isUsable();

    /** Ends every connection and thread; waits two seconds at most. */
    @Override
    void close();
}
