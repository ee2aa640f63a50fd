package dev.tiercel.benchmarks.invalidation;

/** Something is changed, and no instance is to serve the old value any more. */
interface Change extends AutoCloseable {
    /** Returns when the entry is dropped in Redis. */
    void changed(long id) throws Exception;

    @Override
    default void close() {}
}
