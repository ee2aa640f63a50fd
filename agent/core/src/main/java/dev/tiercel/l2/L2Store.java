package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The servers behind L2, whatever their topology: a port, so that the guard in front of it knows no client library.
 * Thread-safe; no method waits, and none throws: a failure is a stage that fails with an {@link L2Failure}. Commands for
 * one key are carried out in the order of their calls.
 */
public interface L2Store extends AutoCloseable {

    /** Begins to connect, in the background, and does so again after every loss until it is closed. Called once. */
    void start(Listener listener);

    /** False: every server is away, so that any call would fail. */
    boolean isUsable();

    /** The bytes at the key, or null: there are none. */
    CompletionStage<byte @Nullable []> get(String key);

    /** The bytes at each of the keys, in as few commands as the topology takes; every key is in one batch. */
    List<Batch> getAll(List<String> keys);

    /**
     * Puts the token where nothing stands, or where the very bytes stand that are of no use.
     *
     * @param unusable null: only where nothing stands
     * @return null: the token stands there now; else what stands there
     */
    CompletionStage<byte @Nullable []> lease(String key, byte[] token, Duration keepFor, byte @Nullable [] unusable);

    /**
     * Stores the bytes if the others still stand there, as one step.
     *
     * @param standing a token, or an entry
     * @return whether they did
     */
    CompletionStage<Boolean> fill(String key, byte[] standing, byte[] bytes, Duration keepFor);

    /** Deletes the key if the token stands there, as one step. */
    CompletionStage<@Nullable Void> release(String key, byte[] token);

    /** Writes the token over whatever is there, wherever a later get may look for it. */
    CompletionStage<@Nullable Void> hold(String key, byte[] token, Duration keepFor);

    /** Stores the bytes if the token stands there, as one step, and deletes the key wherever it does not. */
    CompletionStage<@Nullable Void> replace(String key, byte[] token, byte[] bytes, Duration keepFor);

    /** Deletes the keys wherever a later get may look for them. */
    CompletionStage<@Nullable Void> delete(List<String> keys);

    /**
     * Deletes every key of the pattern, which is as {@link Glob} has it, in small batches; but for the hashes of
     * {@link #epochs}.
     *
     * @return how many there were
     */
    CompletionStage<Long> deleteMatching(String pattern);

    /** How many keys there are of the pattern, likewise. */
    CompletionStage<Long> countMatching(String pattern);

    /**
     * What stands in a cache's hash of epochs, by field; never older than a {@link #bump} that has ended. Without the field
     * {@value Epochs.Field#CACHE_TEXT} the hash counts as missing.
     *
     * @param fields empty: all
     */
    CompletionStage<Map<String, byte[]>> epochs(String key, List<String> fields);

    /** Gives the cache its stamp where it has none. */
    CompletionStage<@Nullable Void> beginEpochs(String key, String stamp);

    /**
     * Gives a field of a cache's hash of epochs another stamp, as one step on each server that has the hash, in the order of
     * the calls. With the field of the cache itself all other fields go.
     *
     * @return how many fields the hash has then; 0: there was no room for the stamp, and the whole hash was taken away
     */
    CompletionStage<Long> bump(String key, String field, String stamp);

    /** True for the key of a cache's hash of epochs, which is none of an entry. */
    static boolean isEpochs(String key) {
        return key.endsWith(EPOCHS);
    }

    /** What the key of a cache's hash of epochs ends with; no key's text does. */
    String EPOCHS = ":~epochs";

    /** The time by the clock of the server that has the key, in milliseconds since 1970. */
    long millis(String key);

    /** Asks the servers for a sign of life soon: each that answers is told to the listener. */
    void check();

    /** What is known of each server, in no order. */
    List<NodeState> nodes();

    /** Ends the connections and their threads within two seconds. */
    @Override
    void close();

    /**
     * Keys that one command asks for: they come or fail together.
     *
     * @param positions of the keys among those that were asked for
     * @param values at these keys, in the order of the positions; null in place of one: nothing stands there
     */
    record Batch(List<Integer> positions, CompletionStage<List<byte @Nullable []>> values) {}

    /** Hears of the servers, on a thread of the store that must not be kept waiting. */
    interface Listener {
        /** A server has given a sign of life; what failed before may be tried again. Comes often. */
        void answered();

        /**
         * A server is about to be used that may not have what was dropped a short time ago: it was restarted, or was a
         * replica. Until all of that is dropped once more, it is not to be believed of these keys.
         */
        default void replaced() {}
    }
}
