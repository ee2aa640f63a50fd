package dev.tiercel.testkit;

import org.jspecify.annotations.Nullable;

/** A server that does not start, does not answer, or answers with an error. The message says what to do where that is known. */
public final class RedisServerException extends RuntimeException {

    RedisServerException(String message) {
        super(message);
    }

    RedisServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
