package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
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

    /** Writes the bytes over whatever is there. */
    CompletionStage<@Nullable Void> set(String key, byte[] value, Duration ttl);

    /** Deletes the keys wherever a later get may look for them. */
    CompletionStage<@Nullable Void> delete(List<String> keys);

    /** Deletes every key that begins with the prefix, in small batches. */
    CompletionStage<@Nullable Void> deletePrefix(String prefix);

    /** The time by the clock of the server that has the key, in milliseconds since 1970. */
    long millis(String key);

    /** Asks the servers for a sign of life soon: each that answers is told to the listener. */
    void check();

    /** What is known of each server, in no order. */
    List<NodeState> nodes();

    /** Ends the connections and their threads within two seconds. */
    @Override
    void close();

    /** Hears of the servers, on a thread of the store that must not be kept waiting. */
    interface Listener {
        /** A server has given a sign of life; what failed before may be tried again. Comes often. */
        void answered();
    }
}
