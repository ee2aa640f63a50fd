package dev.tiercel;

import java.time.Duration;

/**
 * How long a value may be kept, told by the value: see {@link Cached#ttlFunction}. It needs a constructor without
 * arguments, is made once for each method, and has to be thread-safe.
 */
@FunctionalInterface
public interface TtlFunction {

    /**
     * How long the value is fresh from now on; zero or less: it is not kept; null: as long as the cache's ttl says.
     *
     * @param value what the method returned, never null: the content of an {@code Optional}, the result of a stage
     */
    Duration ttl(Object value);
}
