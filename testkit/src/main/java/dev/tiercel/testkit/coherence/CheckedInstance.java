package dev.tiercel.testkit.coherence;

/**
 * One running instance of the application under test, as the {@link CoherenceChecker} uses it: over HTTP, a socket, or
 * in process. Several threads call it at once.
 *
 * <p>A row is nothing but a version. Versions come from the checker: they only grow, and none is used for two keys. With
 * several writers at a time the row must keep the highest ({@code update rows set version = ? where key = ? and version
 * < ?}); else have the checker write one at a time ({@link CoherenceSettings#withConcurrentWrites}).
 */
public interface CheckedInstance {

    /**
     * Reads the row through the cache.
     *
     * @return its version; 0: there is no such row
     * @throws Exception when it cannot be read; that is counted, and says nothing about coherence
     */
    long read(String key) throws Exception;

    /**
     * Writes the row, and returns when the application has said that it is done, which is the acknowledgement.
     *
     * @throws Exception when that is not known: the version may then be read or not, now or later
     */
    void write(String key, long version) throws Exception;
}
