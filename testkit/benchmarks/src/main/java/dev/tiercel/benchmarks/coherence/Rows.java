package dev.tiercel.benchmarks.coherence;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The repository that is checked: annotations, and nothing else. */
final class Rows {
    /** So long that no entry ends by itself while it is looked at. */
    static final String CACHE = "rows";

    /** What a writer that dies leaves behind ends with it. */
    static final String BRIEF = "brief-rows";

    static final String BRIEF_TTL = "3s";

    private static final long COMMIT_NANOS = 2_000_000;

    private final RowClient database;

    Rows(RowClient database) {
        this.database = database;
    }

    record Row(String key, long version) {}

    @Cached(cache = CACHE, ttl = "2m")
    Row find(String key) throws IOException {
        return new Row(key, database.ask(Database.READ, key, 0));
    }

    @CacheInvalidate(cache = CACHE)
    void write(@CacheKey String key, long version) throws IOException {
        database.ask(Database.WRITE, key, version);
    }

    /** Within a transaction that the caller commits. */
    @CacheInvalidate(cache = CACHE)
    void write(Connection connection, @CacheKey String key, long version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update rows set version = " + version + " where key '" + key + "'");
        }
    }

    /** Others see it when it is committed, a little later than it is written. */
    void writeInTransaction(String key, long version) throws SQLException {
        try (Connection connection = Transactional.open(database)) {
            connection.setAutoCommit(false);
            write(connection, key, version);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(COMMIT_NANOS));
            connection.commit();
        }
    }

    @Cached(cache = BRIEF, ttl = BRIEF_TTL)
    Row findBrief(String key) throws IOException {
        return new Row(key, database.ask(Database.READ, key, 0));
    }

    /** The process dies between its write and what would follow it. */
    @CacheInvalidate(cache = BRIEF)
    void writeBriefAndDie(@CacheKey String key, long version) throws IOException {
        database.ask(Database.WRITE, key, version);
        Runtime.getRuntime().halt(1);
    }
}
