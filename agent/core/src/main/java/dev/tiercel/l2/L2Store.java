package dev.tiercel.l2;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the server behind L2: a port, so that the guard in front of it knows no client library. Thread-safe;
 * no method waits, and none throws: a failure is a stage that fails with an {@link L2Failure}. Commands are carried out in
 * the order of their calls.
 */
public interface L2Store extends AutoCloseable {

    /** Begins to connect, in the background, and does so again after every loss until it is closed. Called once. */
    void start(Listener listener);

    /** The bytes at the key, or null: there are none. */
    CompletionStage<byte @Nullable []> get(String key);

    /** Writes the bytes over whatever is there. */
    CompletionStage<@Nullable Void> set(String key, byte[] value, Duration ttl);

    CompletionStage<@Nullable Void> delete(List<String> keys);

    /** Deletes every key that begins with the prefix, in small batches. */
    CompletionStage<@Nullable Void> deletePrefix(String prefix);

    /** Asks whether the server takes commands, and for its clock: milliseconds since 1970. */
    CompletionStage<Long> probe();

    /** Gives up a connection that does not answer, and opens another one. */
    void reconnect();

    /** Ends the connection and its threads within two seconds. */
    @Override
    void close();

    /** Hears of the connection, on threads of the store. */
    interface Listener {
        /** There is a connection; whether the server takes commands is another question. */
        void connected();

        /**
         * The connection was lost, or an attempt to open one failed. May come many times in a row.
         *
         * @param reason in words for a log line
         */
        void disconnected(String reason);
    }
}
