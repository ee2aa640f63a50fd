package dev.tiercel.benchmarks.coherence;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.Cached;
import java.io.IOException;

/** The repository that is checked: annotations, and nothing else. */
final class Rows {
    /** So long that no entry ends by itself while it is looked at. */
    static final String CACHE = "rows";

    /** What a writer that dies leaves behind ends with it. */
    static final String BRIEF = "brief-rows";

    static final String BRIEF_TTL = "3s";

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
