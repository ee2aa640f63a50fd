package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The shared tier. It hides its own trouble: an outage, a timeout or a refusal is {@link Reply.Away} or nothing, never an
 * exception, and no call waits longer than the deadline. Thread-safe.
 */
public interface L2 extends AutoCloseable {

    /** What stands at the key. */
    Pending<Reply> get(String key);

    /** What stands at each of the keys, in their order: asked for at once, in one command to each server. */
    Pending<List<Reply>> getAll(List<String> keys);

    /**
     * Puts the lease where nothing stands, or where the very bytes stand that are of no use: {@link Reply.Granted}. Else
     * what stands there.
     *
     * @param keepFor after so long the lease is gone by itself
     * @param unusable null: there was nothing
     */
    Pending<Reply> lease(String key, Lease lease, Duration keepFor, byte @Nullable [] unusable);

    /**
     * Stores the bytes some time soon if what is named still stands there then; returns at once. Later calls for the key
     * see them or nothing older.
     *
     * @param standing a lease's token, or the entry that is to be replaced
     * @return ends with false where something else stood there; on a thread that must not be kept waiting
     */
    CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor);

    /** Takes the lease away some time soon, where it still stands. */
    void release(String key, Lease lease);

    /**
     * Puts the lease in place of whatever stands there: for a change that is about to be made. Waits for the deadline at
     * most; one that came only after another's change of the same data could let the older value stay.
     *
     * @return true: it stands there; false: nobody knows, and {@link #replace} must not be used
     */
    boolean hold(String key, Lease lease, Duration keepFor);

    /**
     * Stores the bytes if the lease still stands there, else drops the key. Waits and keeps its order as {@link #drop}
     * does.
     */
    void replace(String key, Lease lease, byte[] bytes, Duration keepFor);

    /**
     * Drops the keys, and with them every lease that stands there. Waits for the deadline at most; commands of this
     * instance are carried out in the order of their calls, so that a fill before this one is dropped and a get after it
     * sees nothing older, even where the wait ended early.
     */
    void drop(List<String> keys);

    /**
     * Begins to drop every key that begins with the prefix and goes on as the pattern says (see {@link Glob}), in small
     * batches: a walk over all keys of every server. Until it is done, this process believes none of them. Returns at once.
     *
     * @return ends with the number of keys when it is done, also on a thread that must not be kept waiting; null: too many
     *     such patterns are under way, and it was not begun
     */
    @Nullable
    CompletionStage<Long> dropMatching(String prefix, String pattern);

    /** How many keys {@link #dropMatching} would drop; fails where no server tells. */
    CompletionStage<Long> countMatching(String prefix, String pattern);

    /**
     * The epochs of a cache.
     *
     * @param key where they stand, which is no entry's key
     */
    CacheEpochs epochs(String key);

    /** News of other instances' epochs may have been missed: they are asked for before they are believed again. */
    default void forgetEpochs() {}

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
